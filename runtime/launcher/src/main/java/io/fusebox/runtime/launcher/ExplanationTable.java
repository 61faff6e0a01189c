package io.fusebox.runtime.launcher;

import io.fusebox.runtime.explain.ExplainedSegment;
import io.fusebox.runtime.explain.Explanation;
import java.io.PrintWriter;
import java.util.Locale;

/** An explanation as a table on a terminal. */
final class ExplanationTable {
  private ExplanationTable() {}

  static void print(PrintWriter out, Explanation of) {
    out.printf("question  %s%n", of.question());
    out.printf(
        Locale.ROOT, "answer    %s (%s: %.3f)%n%n", of.answer(), of.word(), of.probability());
    out.printf(
        "%-20s %9s %9s %9s %9s %9s%n", "part", "positions", "for", "against", "sum", "share");
    of.parts().forEach(part -> print(out, of, part));
    of.words().forEach(words -> print(out, words));
    of.blend().ifPresent(blend -> out.printf("%n%s%n", blend));
    out.printf("%n%s%n", of.completeness());
  }

  private static void print(PrintWriter out, Explanation of, ExplainedSegment part) {
    out.printf(
        Locale.ROOT,
        "%-20s %9d %+9.3f %+9.3f %+9.3f %8.1f%%%n",
        part.name(),
        part.units().size(),
        part.inFavour(),
        -part.against(),
        part.sum(),
        100 * of.share(part));
  }

  private static void print(PrintWriter out, ExplainedSegment words) {
    out.printf("%n%-20s %9s%n", "word", "adds");
    words.units().forEach(w -> out.printf(Locale.ROOT, "%-20s %+9.3f%n", w.name(), w.value()));
  }
}
