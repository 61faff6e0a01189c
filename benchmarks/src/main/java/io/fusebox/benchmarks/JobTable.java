package io.fusebox.benchmarks;

import io.fusebox.benchmarks.MeasuredResults.Measured;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Milliseconds and share of the peak, one row for each job. */
final class JobTable {
  private static final Map<String, String> VARIANTS =
      ordered(
          "BART_PROMPTFUSE", "BART-base",
          "BART_BLINDPROMPT", "BART-base, BlindPrompt with its cache",
          "LLAMA_PROMPTFUSE", "SmolLM2-135M's shape");

  private static final Map<String, String> JOBS =
      ordered(
          "encoder", "encoder",
          "answer", "answer of 5 tokens",
          "answers", "answers to 8 at once",
          "step", "training step, 8 questions");

  private static final Map<String, String> ENCODERS =
      ordered("VIT", "ViT-base, 8 images", "WAV2VEC2", "wav2vec2-base, 4 x 5 s");

  private JobTable() {}

  static String render(MeasuredResults measured) {
    StringBuilder table =
        new StringBuilder(
"""
| job | model | image vectors | float32, ms | of the peak | bfloat16, ms | of its peak |
|---|---|---:|---:|---:|---:|---:|
""");
    JOBS.forEach(
        (job, name) ->
            VARIANTS.forEach(
                (variant, model) -> {
                  for (String vectors : new String[] {"1", "197"}) {
                    row(
                        table,
                        measured,
                        job,
                        "| %s | %s | %s".formatted(name, model, vectors),
                        Map.of("variant", variant, "imageVectors", vectors));
                  }
                }));
    ENCODERS.forEach(
        (encoder, name) ->
            row(
                table,
                measured,
                "features",
                "| features | %s | ".formatted(name),
                Map.of("encoder", encoder)));
    return table.toString();
  }

  private static void row(
      StringBuilder table,
      MeasuredResults measured,
      String job,
      String start,
      Map<String, String> params) {
    String float32 = cells(find(measured, job, params, "FLOAT32"));
    String bfloat16 = cells(find(measured, job, params, "BFLOAT16"));
    table.append("%s | %s | %s |%n".formatted(start, float32, bfloat16));
  }

  private static Optional<Measured> find(
      MeasuredResults measured, String job, Map<String, String> params, String precision) {
    Map<String, String> all = new LinkedHashMap<>(params);
    all.put("precision", precision);
    return measured.find(job, all);
  }

  private static String cells(Optional<Measured> measured) {
    return measured
        .map(m -> "%s | %s".formatted(millis(m.millis()), share(m.metric("share"))))
        .orElse("- | -");
  }

  static String millis(double millis) {
    return String.format(Locale.ROOT, millis < 100 ? "%.1f" : "%,.0f", millis);
  }

  static String share(double share) {
    return String.format(Locale.ROOT, "%.2f", share);
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
