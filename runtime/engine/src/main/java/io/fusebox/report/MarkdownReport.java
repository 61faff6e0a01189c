package io.fusebox.report;

import io.fusebox.experiment.Arm.Kind;
import io.fusebox.experiment.Grid;
import io.fusebox.experiment.Results;
import io.fusebox.experiment.Row;
import io.fusebox.experiment.Spread;
import java.util.List;
import java.util.stream.Collectors;

/** An experiment's tables in Markdown. */
public final class MarkdownReport {
  private MarkdownReport() {}

  /** The whole report. */
  public static String of(Results results) {
    StringBuilder report = new StringBuilder("# " + text(results.grid().spec().name()) + "\n\n");
    report.append(about(results.grid()));
    for (int shots : results.grid().spec().shots()) {
      report.append("\n## ").append(Words.shots(shots)).append("\n\n");
      report.append(table(results.groups(), results.rows(shots)));
    }
    return report.toString();
  }

  private static String about(Grid grid) {
    return "VQA accuracy in percent: mean ± standard deviation over the seeds. Bold is the best but"
        + " for the baselines.\n\n"
        + Words.about(grid).entrySet().stream()
            .map(e -> "- %s: %s\n".formatted(e.getKey(), text(e.getValue())))
            .collect(Collectors.joining());
  }

  private static String table(List<String> groups, List<Row> rows) {
    StringBuilder table = new StringBuilder("| | trained |");
    groups.forEach(group -> table.append(' ').append(text(group)).append(" |"));
    table.append("\n|---|---:|").append("---:|".repeat(groups.size())).append('\n');
    rows.forEach(row -> table.append(line(groups, row, rows)));
    return table.toString();
  }

  private static String line(List<String> groups, Row row, List<Row> rows) {
    StringBuilder line =
        new StringBuilder(
            "| %s | %s |".formatted(text(row.arm().label()), Words.count(row.trainable())));
    for (String group : groups) {
      String score = row.scores().get(group).percent();
      line.append(best(group, row, rows) ? " **" + score + "** |" : " " + score + " |");
    }
    return line.append('\n').toString();
  }

  private static boolean best(String group, Row row, List<Row> rows) {
    Spread score = row.scores().get(group);
    return row.arm().kind() != Kind.BASELINE
        && rows.stream()
            .filter(r -> r.arm().kind() != Kind.BASELINE)
            .allMatch(r -> r.scores().get(group).mean() <= score.mean());
  }

  /** Text from files as text, and not as markup. */
  private static String text(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_\\[\\]<>|#&])", "\\\\$1");
  }
}
