package io.fusebox.runtime.demo;

import io.fusebox.runtime.experiments.report.HtmlPage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One self-contained HTML page: the table, and images with question, answer and truth. */
public final class DemoPage {
  private static final String TITLE = "What the prompts learnt to see";
  private static final String BODY =
      """
      <h1>%s</h1>
      <p>The language model and the image encoder are frozen; only the strategy's own weights were
      trained.</p>
      <table>%s</table>
      <ul>%s</ul>
      <h2>%s, on images it had not seen</h2>
      <div class="cards">%s</div>
      <h2>Next</h2>
      <p>%s</p>
      """;
  private static final String NEXT =
      "Models of your own: <code>fusebox demo --plm FOLDER</code>, and docs/models.md for what is"
          + " read. Data of your own: <code>fusebox demo --data PATH</code>. All strategies in one"
          + " table: <code>fusebox compare</code>.";

  private DemoPage() {}

  /**
   * Writes the page.
   *
   * @param embedded whether the models are those that come with Fusebox
   */
  public static void write(Path file, List<DemoResult> results, boolean embedded) {
    DemoResult last = results.get(results.size() - 1);
    String cards = last.samples().stream().map(DemoPage::card).collect(Collectors.joining());
    HtmlPage.write(
        file,
        "Fusebox: " + TITLE,
        BODY.formatted(
            TITLE,
            table(results),
            notes(results, embedded),
            HtmlPage.escape(last.strategy()),
            cards,
            NEXT));
  }

  private static String notes(List<DemoResult> results, boolean embedded) {
    Stream<String> models = embedded ? Stream.of(DemoNotes.EMBEDDED) : Stream.empty();
    return Stream.concat(DemoNotes.of(results).stream(), models)
        .map(note -> "<li>" + HtmlPage.escape(note) + "</li>")
        .collect(Collectors.joining());
  }

  private static String table(List<DemoResult> results) {
    List<String> types = List.copyOf(results.get(0).accuracy().keySet());
    StringBuilder table = new StringBuilder("<tr><th>strategy</th><th>trained</th>");
    types.forEach(type -> table.append("<th>%s</th>".formatted(HtmlPage.escape(type))));
    table.append("<th>overall</th></tr>");
    for (DemoResult result : results) {
      table.append(
          "<tr><td>%s</td><td>%,d</td>"
              .formatted(HtmlPage.escape(result.strategy()), result.trained()));
      types.forEach(t -> table.append(cell(result.accuracy().get(t))));
      table.append(cell(result.overall())).append("</tr>");
    }
    return table.toString();
  }

  private static String card(DemoResult.Sample sample) {
    boolean right = sample.answer().equals(sample.truth());
    return "<figure>%s<figcaption>%s<br/><b class=\"%s\">%s</b>%s</figcaption></figure>"
        .formatted(
            HtmlPage.image(Path.of(sample.image())),
            HtmlPage.escape(sample.question()),
            right ? "right" : "wrong",
            sample.answer().isEmpty() ? "(nothing)" : HtmlPage.escape(sample.answer()),
            right ? "" : " (truth: " + HtmlPage.escape(sample.truth()) + ")");
  }

  private static String cell(@Nullable Double share) {
    return share == null ? "<td/>" : String.format(Locale.ROOT, "<td>%.1f %%</td>", 100 * share);
  }
}
