package io.fusebox.live;

import ai.djl.ndarray.NDManager;
import io.fusebox.engine.Identity;
import io.fusebox.engine.Parts;
import io.fusebox.plugin.PluginFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Components that pipelines share: one PLM, one encoder in memory for all that name the same. Each
 * is counted, and freed with the last pipeline that uses it.
 *
 * <p>Thread-safe: requests give pipelines back on their own threads.
 */
final class PartPool {
  private final Map<Key, Shared> shared = new LinkedHashMap<>();
  private final Consumer<Identity> freed;

  /**
   * An empty pool.
   *
   * @param freed hears which component was freed
   */
  PartPool(Consumer<Identity> freed) {
    this.freed = freed;
  }

  /** Two bundles with the same id, settings and model are still two. */
  private record Key(PluginFactory<?> factory, Identity identity) {}

  /** A component and how many pipelines use it. */
  private static final class Shared {
    private final Object component;
    private final NDManager owner;
    private int uses;

    Shared(Object component, NDManager owner) {
      this.component = component;
      this.owner = owner;
    }
  }

  /** What is in memory, for people to see. */
  record Use(String kind, Identity identity, int pipelines) {}

  /** The parts of one pipeline; closing it gives them back. */
  final class Borrowed implements Parts, AutoCloseable {
    private final List<Key> keys = new ArrayList<>();

    @Override
    public <T> T get(
        PluginFactory<T> factory,
        Identity identity,
        NDManager owner,
        Function<NDManager, T> maker) {
      Key key = new Key(factory, identity);
      T component = factory.kind().cast(borrow(key, maker));
      keys.add(key);
      return component;
    }

    @Override
    public void close() {
      keys.forEach(PartPool.this::giveBack);
      keys.clear();
    }
  }

  Borrowed borrowed() {
    return new Borrowed();
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

  private Object borrow(Key key, Function<NDManager, ?> maker) {
    synchronized (this) {
      if (shared.containsKey(key)) {
        return use(shared.get(key));
      }
    }
    // Outside the lock: a plug-in that hangs while it is built must not stop the others.
    Shared made = make(maker);
    synchronized (this) {
      Shared first = shared.putIfAbsent(key, made);
      if (first == null) {
        return use(made);
      }
      made.owner.close();
      return use(first);
    }
  }

  private static Object use(Shared part) {
    part.uses++;
    return part.component;
  }

  private static Shared make(Function<NDManager, ?> maker) {
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
      part = shared.get(key);
      if (--part.uses > 0) {
        return;
      }
      shared.remove(key);
    }
    part.owner.close();
    freed.accept(key.identity);
  }
}
