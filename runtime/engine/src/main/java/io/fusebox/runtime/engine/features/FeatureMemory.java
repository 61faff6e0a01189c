package io.fusebox.runtime.engine.features;

import io.fusebox.runtime.engine.pipeline.ComponentIdentity;
import io.fusebox.toolkit.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The features that were used last, up to a number of bytes. Thread-safe; never waits for long. */
final class FeatureMemory {
  private final long most;
  private final Map<FeatureKey, HostTensor> features = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  FeatureMemory(long most) {
    this.most = most;
  }

  synchronized Optional<HostTensor> get(FeatureKey key) {
    return Optional.ofNullable(features.get(key));
  }

  /** The newest stay, even if they alone are more than fit. */
  synchronized void put(FeatureKey key, HostTensor made) {
    HostTensor before = features.put(key, made);
    bytes += size(made) - (before == null ? 0 : size(before));
    var eldest = features.entrySet().iterator();
    while (bytes > most && features.size() > 1) {
      bytes -= size(eldest.next().getValue());
      eldest.remove();
    }
  }

  synchronized void forget(ComponentIdentity encoder) {
    features.keySet().removeIf(key -> key.isOf(encoder));
    bytes = features.values().stream().mapToLong(FeatureMemory::size).sum();
  }

  private static long size(HostTensor features) {
    return 4L * features.data().length;
  }
}
