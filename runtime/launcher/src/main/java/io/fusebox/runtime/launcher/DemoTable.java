package io.fusebox.runtime.launcher;

import io.fusebox.runtime.demo.DemoResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The demo's results as text. */
final class DemoTable {
  private DemoTable() {}

  static void print(PrintWriter out, List<DemoResult> results) {
    List<String> types = List.copyOf(results.get(0).accuracy().keySet());
    out.printf("%-12s %9s", "strategy", "trained");
    types.forEach(type -> out.printf(" %9s", type));
    out.printf(" %9s%n", "overall");
    for (DemoResult result : results) {
      out.printf(Locale.ROOT, "%-12s %,9d", result.strategy(), result.trained());
      types.forEach(type -> out.printf(" %9s", percent(result.accuracy().get(type))));
      out.printf(" %9s%n", percent(result.overall()));
    }
    DemoResult last = results.get(results.size() - 1);
    out.printf("%n%s, on images it had not seen:%n", last.strategy());
    for (DemoResult.Sample sample : last.samples()) {
      boolean right = sample.answer().equals(sample.truth());
      out.printf(
          "  %-48s %-10s %s%n",
          sample.question(), sample.answer(), right ? "right" : "wrong: " + sample.truth());
    }
  }

  private static String percent(@Nullable Double share) {
    return share == null ? "-" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
