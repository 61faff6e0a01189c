package io.fusebox.runtime.experiments.report;

import static java.util.Objects.requireNonNull;

import io.fusebox.runtime.experiments.Arm.Kind;
import io.fusebox.runtime.experiments.ExperimentResults;
import io.fusebox.runtime.experiments.ResultRow;
import java.nio.file.Path;
import java.util.List;

/** An experiment as one HTML page: tables, plots, and examples with their images. */
public final class HtmlReport {
  private final ExperimentResults results;

  private HtmlReport(ExperimentResults results) {
    this.results = results;
  }

  /** Writes the page. */
  public static void write(Path file, ExperimentResults results) {
    write(file, results, "");
  }

  /**
   * Writes the page.
   *
   * @param more markup at its end
   */
  public static void write(Path file, ExperimentResults results, String more) {
    String name = results.grid().spec().name();
    HtmlPage.write(file, name, new HtmlReport(results).body(name) + more);
  }

  private String body(String name) {
    StringBuilder body = new StringBuilder("<h1>%s</h1>".formatted(HtmlPage.escape(name)));
    body.append("<p>" + ReportText.LEGEND + " Baselines are in italics.</p><ul>");
    ReportText.about(results.grid())
        .forEach(
            (what, value) ->
                body.append(
                    "<li>%s: %s</li>".formatted(HtmlPage.escape(what), HtmlPage.escape(value))));
    body.append("</ul>");
    body.append(
        plot("Accuracy by strategy", AccuracyByArm.of(results, Kind.BASELINE, Kind.STRATEGY)));
    if (results.rows().stream().anyMatch(r -> r.arm().kind() == Kind.ABLATION)) {
      body.append(plot("Accuracy by ablation", AccuracyByArm.of(results, Kind.ABLATION)));
    }
    results.grid().spec().shots().forEach(shots -> body.append(section(shots)));
    return body.append(examples()).toString();
  }

  private String section(int shots) {
    List<ResultRow> rows = results.rows(shots);
    StringBuilder section = new StringBuilder("<h2>%s</h2>".formatted(ReportText.shots(shots)));
    section.append("<div class=\"wide\">").append(table(rows)).append("</div>");
    if (rows.stream().anyMatch(r -> r.trainable() > 0)) {
      section.append(
          plot("Accuracy against trainable parameters", AccuracyByParameters.of(rows, shots)));
    }
    for (boolean ablations : new boolean[] {false, true}) {
      List<ResultRow> drawn =
          rows.stream().filter(r -> LearningCurves.isDrawn(r, ablations)).toList();
      if (!drawn.isEmpty()) {
        section.append(
            plot(
                ablations ? "Learning curves of the ablations" : "Learning curves",
                LearningCurves.of(drawn, shots)));
      }
    }
    return section.toString();
  }

  private static String plot(String title, String svg) {
    return "<h3>%s</h3><div class=\"wide\">%s</div>".formatted(title, svg);
  }

  private String table(List<ResultRow> rows) {
    StringBuilder table = new StringBuilder("<table><tr><th>strategy</th><th>trainable</th>");
    results.groups().forEach(g -> table.append("<th>%s</th>".formatted(HtmlPage.escape(g))));
    table.append("</tr>");
    for (ResultRow row : rows) {
      table.append(
          "<tr class=\"%s\"><td>%s</td><td>%s</td>"
              .formatted(
                  row.arm().kind() == Kind.BASELINE ? "baseline" : "arm",
                  HtmlPage.escape(row.arm().label()),
                  ReportText.count(row.trainable())));
      results.groups().forEach(g -> table.append("<td>%s</td>".formatted(score(row, g))));
      table.append("</tr>");
    }
    return table.append("</table>").toString();
  }

  private String score(ResultRow row, String group) {
    String score = requireNonNull(row.scores().get(group)).percent();
    return results.isBest(row, group) ? "<b>" + score + "</b>" : score;
  }

  /** Those of the largest number of shots. */
  private String examples() {
    List<Integer> shots = results.grid().spec().shots();
    List<ResultRow> rows = results.rows(shots.get(shots.size() - 1));
    ExampleCards cards = new ExampleCards(results.grid().test().examples(), rows);
    String best = HtmlPage.escape(cards.best().arm().label());
    return "<h2>Examples</h2><p>Test questions with the truth in bold, and the answers of the first seed, %s.</p>"
            .formatted(ReportText.shots(shots.get(shots.size() - 1)))
        + "<h3>%s has them right</h3>%s<h3>%s has them wrong</h3>%s"
            .formatted(best, cards.cards(true), best, cards.cards(false));
  }
}
