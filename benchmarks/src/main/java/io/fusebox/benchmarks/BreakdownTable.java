package io.fusebox.benchmarks;

import io.fusebox.benchmarks.MeasuredResults.Measured;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The pieces of two jobs, each measured alone, and what the whole takes longer. */
final class BreakdownTable {
  private static final Map<String, String> FLOAT32 = Map.of("precision", "FLOAT32");

  private BreakdownTable() {}

  static String render(MeasuredResults measured) {
    return
"""
| float32, ms | products | attention | of that, copies | element-wise | calls and all else | whole | cores idle |
|---|---:|---:|---:|---:|---:|---:|---:|
"""
        + row("ViT-base, 8 images", "VIT", measured, vit(measured))
        + row("answer of BART-base, 1 image vector", "ANSWER", measured, answer(measured));
  }

  private static Optional<Measured> vit(MeasuredResults measured) {
    return measured.find("features", with("encoder", "VIT"));
  }

  private static Optional<Measured> answer(MeasuredResults measured) {
    Map<String, String> params = with("variant", "BART_PROMPTFUSE");
    params.put("imageVectors", "1");
    return measured.find("answer", params);
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> params = new LinkedHashMap<>(FLOAT32);
    params.put(name, value);
    return params;
  }

  private static String row(
      String name, String work, MeasuredResults measured, Optional<Measured> whole) {
    double products = millis(measured, work, Piece.Kind.PRODUCTS);
    double attention = millis(measured, work, Piece.Kind.ATTENTION);
    double copies = millis(measured, work, Piece.Kind.COPIES);
    double elements = millis(measured, work, Piece.Kind.ELEMENTWISE);
    double all = whole.map(Measured::millis).orElse(Double.NaN);
    double idle =
        whole.map(m -> 1 - m.metric("cpu") / m.millis() / m.metric("cores")).orElse(Double.NaN);
    return "| %s | %s | %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            name,
            cell(products),
            cell(attention),
            cell(copies),
            cell(elements),
            cell(all - products - attention - elements),
            cell(all),
            Double.isNaN(idle) ? "-" : JobTable.share(Math.max(0, idle)));
  }

  private static String cell(double millis) {
    return Double.isNaN(millis) ? "-" : JobTable.millis(millis);
  }

  private static double millis(MeasuredResults measured, String work, Piece.Kind kind) {
    Map<String, String> params = with("work", work);
    params.put("kind", kind.name());
    return measured.find("pieces", params).map(Measured::millis).orElse(Double.NaN);
  }
}
