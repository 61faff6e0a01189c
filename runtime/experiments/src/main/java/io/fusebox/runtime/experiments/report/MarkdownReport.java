package io.fusebox.runtime.experiments.report;

import static java.util.Objects.requireNonNull;

import io.fusebox.runtime.experiments.ExperimentResults;
import io.fusebox.runtime.experiments.ResultRow;
import java.util.stream.Collectors;

/** An experiment's tables in Markdown. */
public final class MarkdownReport {
  private final ExperimentResults results;

  private MarkdownReport(ExperimentResults results) {
    this.results = results;
  }

  /** The whole report. */
  public static String of(ExperimentResults results) {
    return new MarkdownReport(results).report();
  }

  private String report() {
    StringBuilder report = new StringBuilder();
    report.append(
        "# %s\n\n%s\n\n".formatted(text(results.grid().spec().name()), ReportText.LEGEND));
    ReportText.about(results.grid())
        .forEach((what, value) -> report.append("- %s: %s\n".formatted(what, text(value))));
    for (int shots : results.grid().spec().shots()) {
      report.append("\n## %s\n\n%s".formatted(ReportText.shots(shots), table(shots)));
    }
    return report.toString();
  }

  private String table(int shots) {
    return "| strategy | trainable | "
        + results.groups().stream().map(MarkdownReport::text).collect(Collectors.joining(" | "))
        + " |\n|---|---:|"
        + "---:|".repeat(results.groups().size())
        + "\n"
        + results.rows(shots).stream().map(this::line).collect(Collectors.joining());
  }

  private String line(ResultRow row) {
    return "| %s | %s | %s |\n"
        .formatted(
            text(row.arm().label()),
            ReportText.count(row.trainable()),
            results.groups().stream().map(g -> score(row, g)).collect(Collectors.joining(" | ")));
  }

  private String score(ResultRow row, String group) {
    String score = requireNonNull(row.scores().get(group)).percent();
    return results.isBest(row, group) ? "**" + score + "**" : score;
  }

  /** Text from files as text, and not as markup. */
  private static String text(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_\\[\\]<>|#&])", "\\\\$1");
  }
}
