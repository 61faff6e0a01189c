package io.fusebox.runtime.engine.features;

import io.fusebox.runtime.engine.pipeline.ComponentIdentity;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.plugins.PluginCall;
import io.fusebox.runtime.features.FeaturePacks;
import io.fusebox.toolkit.tensor.HostTensor;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Features by their keys: in memory, on disk, or being made. Files are read and written, and
 * plug-ins run, by the thread that claimed the key and under no lock.
 */
final class KeptFeatures {
  private static final long MEMORY_BYTES = 256L << 20;

  private final FeatureMemory memory = new FeatureMemory(MEMORY_BYTES);
  private final Optional<FeaturePacks> packs;
  private final InFlight inFlight = new InFlight();

  /** Without packs, they are kept in memory alone. */
  KeptFeatures(Optional<FeaturePacks> packs) {
    this.packs = packs;
  }

  Optional<HostTensor> inMemory(FeatureKey key) {
    return memory.get(key);
  }

  /** Whether the caller is to {@link #find} or make and {@link #keep} them, or to give them up. */
  boolean claim(FeatureKey key) {
    return inFlight.claim(key);
  }

  /** The kept features of a claimed key; if there are any, that ends the claim. */
  Optional<HostTensor> find(FeatureKey key) {
    // The thread that had the claim before may have kept them since they were looked for.
    Optional<HostTensor> found = memory.get(key).or(() -> onDisk(key));
    found.ifPresent(features -> ended(key, features));
    return found;
  }

  private Optional<HostTensor> onDisk(FeatureKey key) {
    return packs.flatMap(kept -> kept.find(key.encoder(), key.input()));
  }

  /** Keeps what was made of a claimed key, which ends the claim. */
  void keep(FeatureKey key, HostTensor features) {
    packs.ifPresent(kept -> kept.keep(key.encoder(), key.input(), features));
    ended(key, features);
  }

  private void ended(FeatureKey key, HostTensor features) {
    memory.put(key, features);
    inFlight.made(key, features);
  }

  /** Ends a claim without features. */
  void giveUp(FeatureKey key) {
    inFlight.failed(key);
  }

  /** The features of a key, made by this thread unless they are kept or another one makes them. */
  HostTensor get(ModalityInput modalityInput, FeatureKey key, Supplier<HostTensor> make) {
    while (true) {
      Optional<HostTensor> found = memory.get(key);
      if (found.isEmpty() && claim(key)) {
        return claimed(key, make);
      }
      if (found.isEmpty()) {
        // A request that is cut off while it waits is in this plug-in as much as the other one.
        found = PluginCall.of(modalityInput.identity().plugin(), () -> inFlight.await(key));
      }
      if (found.isPresent()) {
        return found.get();
      }
    }
  }

  private HostTensor claimed(FeatureKey key, Supplier<HostTensor> make) {
    try {
      Optional<HostTensor> found = find(key);
      if (found.isPresent()) {
        return found.get();
      }
      HostTensor made = make.get();
      keep(key, made);
      return made;
    } catch (RuntimeException | Error e) {
      giveUp(key);
      throw e;
    }
  }

  void forget(ComponentIdentity encoder) {
    memory.forget(encoder);
    packs.ifPresent(kept -> kept.forget(FeatureKey.digest(encoder)));
  }
}
