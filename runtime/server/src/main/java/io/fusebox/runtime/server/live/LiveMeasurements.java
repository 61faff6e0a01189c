package io.fusebox.runtime.server.live;

import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.server.system.SystemMeasurements;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The measurements of a live Fusebox. */
record LiveMeasurements(LiveFusebox fusebox) implements SystemMeasurements {
  @Override
  public Leases leases() {
    Map<String, Integer> leases = new TreeMap<>();
    fusebox.pipelines().all().forEach(p -> leases.put(p.name(), p.leases()));
    return new Leases(leases, fusebox.pipelines().components(), fusebox.pipelines().swapCount());
  }

  @Override
  public List<Line> lines() {
    return fusebox.measurements().lines().stream()
        .map(line -> new Line(line.name(), line.tags(), line.value()))
        .toList();
  }

  @Override
  public String prometheus() {
    return fusebox.measurements().prometheus();
  }

  @Override
  public MeterRegistry registry() {
    return fusebox.measurements().registry();
  }
}
