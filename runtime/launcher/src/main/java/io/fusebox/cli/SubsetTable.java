package io.fusebox.cli;

import io.fusebox.metrics.Scores;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a pipeline scored with each subset of its parts, as text. */
final class SubsetTable {
  private SubsetTable() {}

  static void print(PrintWriter out, Map<Set<String>, Scores> scores) {
    out.printf("%n%-32s %9s", "with", "examples");
    Scores any = scores.values().iterator().next();
    any.headline().keySet().forEach(name -> out.printf(" %19s", name));
    out.println();
    scores.forEach((parts, each) -> row(out, String.join(" + ", parts), each));
  }

  private static void row(PrintWriter out, String parts, Scores scores) {
    out.printf("%-32s %,9d", parts, scores.count());
    scores.headline().values().forEach(v -> out.printf(Locale.ROOT, " %19.2f", 100 * v));
    out.println();
  }
}
