package io.fusebox.runtime.server.system;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;

/** The leases in use, and the measurements. */
public interface SystemMeasurements {
  /** The leases that are in use now. */
  record Leases(Map<String, Integer> leases, List<String> parts, long swaps) {}

  /** A measured thing in words. */
  record Line(String name, String tags, String value) {}

  Leases leases();

  /** For people. */
  List<Line> lines();

  /** For Prometheus, in its text format. */
  String prometheus();

  /** Where the service measures its own. */
  MeterRegistry registry();
}
