package io.fusebox.runtime.server.system;

import java.util.List;
import java.util.Map;

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
    String beside,
    Map<String, Long> outcomes,
    int leases,
    boolean own,
    String task,
    Part plm,
    List<Part> inputs,
    List<Part> strategies,
    Requests requests,
    LastSwap swap) {
  /** A plug-in with its settings. */
  public record Part(String modality, String id, String model, Map<String, ?> settings) {}

  /** What was measured of its requests. */
  public record Requests(long count, double meanMillis, Double p50Millis, Double p99Millis) {}

  /** How its last swap went. */
  public record LastSwap(double gapMillis, double drainedMillis) {}
}
