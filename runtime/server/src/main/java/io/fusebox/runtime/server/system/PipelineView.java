package io.fusebox.runtime.server.system;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline as the service shows it; see {@code Pipeline} in the OpenAPI description. What is null
 * is left out.
 */
public record PipelineView(
    String name,
    String state,
    String reason,
    String strategy,
    String version,
    String traffic,
    Map<String, Long> outcomes,
    int leases,
    boolean own,
    @Nullable String task,
    @Nullable Part plm,
    @Nullable List<Part> inputs,
    @Nullable List<Part> strategies,
    @Nullable Requests requests,
    @Nullable LastSwap swap) {
  /**
   * A plug-in with its settings.
   *
   * @param name of an input: what the pipeline calls it
   * @param modality of an input of a pipeline that is active: what its encoder reads
   */
  public record Part(
      @Nullable String name,
      @Nullable String modality,
      String id,
      @Nullable String model,
      Map<String, ?> settings) {}

  /** The measurements of its requests. */
  public record Requests(
      long count, double meanMillis, @Nullable Double p50Millis, @Nullable Double p99Millis) {}

  /** How its last swap went. */
  public record LastSwap(double gapMillis, double drainedMillis) {}
}
