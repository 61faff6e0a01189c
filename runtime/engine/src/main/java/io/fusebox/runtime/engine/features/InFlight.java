package io.fusebox.runtime.engine.features;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.tensor.HostTensor;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;

/**
 * Features that are being made: each by the thread that claimed them, so that they are made once
 * however many ask. Threads wait for the features that they need and for no others.
 */
final class InFlight {
  private final ConcurrentMap<FeatureKey, CompletableFuture<Optional<HostTensor>>> work =
      new ConcurrentHashMap<>();

  /** Whether the caller is to make them, and then to end its claim. */
  boolean claim(FeatureKey key) {
    return work.putIfAbsent(key, new CompletableFuture<>()) == null;
  }

  /** Ends the caller's claim. */
  void made(FeatureKey key, HostTensor features) {
    end(key, Optional.of(features));
  }

  /** Ends the caller's claim; a waiting thread tries it itself. */
  void failed(FeatureKey key) {
    end(key, Optional.empty());
  }

  private void end(FeatureKey key, Optional<HostTensor> features) {
    CompletableFuture<Optional<HostTensor>> ended = work.remove(key);
    if (ended != null) {
      ended.complete(features);
    }
  }

  /**
   * Waits for features that another thread makes; empty when it failed, or nobody makes them.
   *
   * @throws FuseboxException when interrupted; a thread that hangs loses its claim then, so that
   *     the next request can try
   */
  Optional<HostTensor> await(FeatureKey key) {
    CompletableFuture<Optional<HostTensor>> other = work.get(key);
    if (other == null) {
      return Optional.empty();
    }
    try {
      return other.get();
    } catch (InterruptedException e) {
      work.remove(key, other);
      Thread.currentThread().interrupt();
      throw new FuseboxException("interrupted while another request's features were awaited", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
