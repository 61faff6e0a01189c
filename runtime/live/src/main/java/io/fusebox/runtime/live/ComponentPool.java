package io.fusebox.runtime.live;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.engine.pipeline.ComponentIdentity;
import io.fusebox.runtime.engine.pipeline.ComponentSource;
import io.fusebox.runtime.engine.pipeline.PipelineComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Components that pipelines share: one PLM, one encoder in memory for all that name the same. Each
 * is counted, and freed with the last pipeline that uses it.
 *
 * <p>Thread-safe: requests give pipelines back on their own threads.
 */
final class ComponentPool {
  private final Map<Key, Shared> shared = new LinkedHashMap<>();
  private final Consumer<ComponentIdentity> freed;

  /**
   * An empty pool.
   *
   * @param freed hears which component was freed
   */
  ComponentPool(Consumer<ComponentIdentity> freed) {
    this.freed = freed;
  }

  /** Two bundles with the same id, settings and model are still two. */
  private record Key(PluginFactory<?> factory, ComponentIdentity identity) {}

  /** A component and how many pipelines use it. */
  private static final class Shared {
    private final PipelineComponent<?> part;
    private final NDManager owner;
    private int uses;

    Shared(PipelineComponent<?> part, NDManager owner) {
      this.part = part;
      this.owner = owner;
    }
  }

  /** A description of the memory in use, for people. */
  record Use(String kind, ComponentIdentity identity, int pipelines) {}

  /** The parts of one pipeline; closing it gives them back. */
  final class BorrowedComponents implements ComponentSource, AutoCloseable {
    private final List<Key> keys = new ArrayList<>();
    private final List<NDManager> own = new ArrayList<>();

    /**
     * A component that borrows from another plug-in is not shared: it must go when the other one
     * does.
     */
    @Override
    @SuppressWarnings("unchecked")
    public <T> PipelineComponent<T> get(
        PluginFactory<T> factory,
        ComponentIdentity identity,
        NDManager owner,
        Function<NDManager, PipelineComponent<T>> maker) {
      Key key = new Key(factory, identity);
      Shared found = find(key);
      Shared made = found == null ? make(maker) : found;
      if (made.part.borrows()) {
        own.add(made.owner);
        return (PipelineComponent<T>) made.part;
      }
      PipelineComponent<T> part =
          (PipelineComponent<T>) (found == null ? share(key, made) : found).part;
      keys.add(key);
      return part;
    }

    @Override
    public void close() {
      own.forEach(NDManager::close);
      own.clear();
      keys.forEach(ComponentPool.this::giveBack);
      keys.clear();
    }
  }

  BorrowedComponents borrowed() {
    return new BorrowedComponents();
  }

  synchronized List<Use> uses() {
    return shared.entrySet().stream()
        .map(
            e ->
                new Use(
                    e.getKey().factory.kind().getSimpleName(),
                    e.getKey().identity,
                    e.getValue().uses))
        .toList();
  }

  /** The ids of the plug-ins whose components are in memory. */
  synchronized Set<String> plugins() {
    return shared.keySet().stream().map(k -> k.identity.plugin()).collect(Collectors.toSet());
  }

  /** How many NDArrays live as long as the components of the plug-in {@code id}. */
  synchronized int arrays(String id) {
    return shared.entrySet().stream()
        .filter(e -> e.getKey().identity.plugin().equals(id))
        .mapToInt(e -> e.getValue().owner.getManagedArrays().size())
        .sum();
  }

  /** The shared component, one use more; null if there is none. */
  private synchronized @Nullable Shared find(Key key) {
    Shared there = shared.get(key);
    if (there != null) {
      there.uses++;
    }
    return there;
  }

  /**
   * Shares what was made outside the lock (a plug-in that hangs while it is built must not stop the
   * others), unless another thread was faster.
   */
  private synchronized Shared share(Key key, Shared made) {
    Shared first = shared.putIfAbsent(key, made);
    if (first != null) {
      made.owner.close();
    }
    return requireNonNull(find(key));
  }

  private static Shared make(Function<NDManager, ? extends PipelineComponent<?>> maker) {
    NDManager owner = NDManager.newBaseManager();
    try {
      return new Shared(maker.apply(owner), owner);
    } catch (RuntimeException | Error e) {
      owner.close();
      throw e;
    }
  }

  private void giveBack(Key key) {
    Shared part;
    synchronized (this) {
      part = requireNonNull(shared.get(key));
      if (--part.uses > 0) {
        return;
      }
      shared.remove(key);
    }
    part.owner.close();
    freed.accept(key.identity);
  }
}
