package io.fusebox.runtime.launcher;

import io.fusebox.api.task.Scores;
import io.fusebox.runtime.experiments.report.HtmlPage;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A table of a pipeline's scores with each subset of its parts, as text. */
final class SubsetTable {
  private SubsetTable() {}

  static void print(PrintWriter out, Map<Set<String>, Scores> scores) {
    out.printf("%n%-32s %9s", "with", "examples");
    Scores any = scores.values().iterator().next();
    any.headline().keySet().forEach(name -> out.printf(" %19s", name));
    out.println();
    scores.forEach((parts, each) -> row(out, String.join(" + ", parts), each));
  }

  /** The same as a section of a page. */
  static String html(Map<Set<String>, Scores> scores) {
    StringBuilder html = new StringBuilder("<h2>What each part is worth</h2>");
    html.append("<p>One training with parts left out, measured with every subset.</p>");
    html.append("<div class=\"wide\"><table><tr><th>with</th>");
    Scores any = scores.values().iterator().next();
    any.headline().keySet().forEach(n -> html.append("<th>" + HtmlPage.escape(n) + "</th>"));
    html.append("</tr>");
    scores.forEach(
        (parts, each) -> {
          html.append("<tr><td>" + HtmlPage.escape(String.join(" + ", parts)) + "</td>");
          each.headline()
              .values()
              .forEach(v -> html.append(String.format(Locale.ROOT, "<td>%.1f</td>", 100 * v)));
          html.append("</tr>");
        });
    return html.append("</table></div>").toString();
  }

  private static void row(PrintWriter out, String parts, Scores scores) {
    out.printf("%-32s %,9d", parts, scores.count());
    scores.headline().values().forEach(v -> out.printf(Locale.ROOT, " %19.2f", 100 * v));
    out.println();
  }
}
