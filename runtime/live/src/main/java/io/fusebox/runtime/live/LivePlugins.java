package io.fusebox.runtime.live;

import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.engine.plugins.Plugins;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The plug-ins that are registered, the one in charge of its kind and id before the others of the
 * same. Unchangeable: an event makes another one.
 */
record LivePlugins(List<PluginFactory<?>> registered) implements Plugins {
  LivePlugins {
    registered = List.copyOf(registered);
  }

  private record Key(Class<?> kind, String id) {
    static Key of(PluginFactory<?> factory) {
      return new Key(factory.kind(), factory.id());
    }
  }

  /** Of each kind and id the one in charge. */
  @Override
  public List<PluginFactory<?>> registered() {
    Set<Key> seen = new HashSet<>();
    List<PluginFactory<?>> live = new ArrayList<>();
    for (PluginFactory<?> factory : registered) {
      if (seen.add(Key.of(factory))) {
        live.add(factory);
      }
    }
    return live;
  }

  /** One more; it is not in charge when there is one of its kind and id. */
  LivePlugins with(PluginFactory<?> factory) {
    List<PluginFactory<?>> more = new ArrayList<>(registered);
    more.add(factory);
    return new LivePlugins(more);
  }

  LivePlugins without(PluginFactory<?> factory) {
    return new LivePlugins(registered.stream().filter(f -> f != factory).toList());
  }

  /** The same with {@code factories} in charge. */
  LivePlugins preferring(List<PluginFactory<?>> factories) {
    List<PluginFactory<?>> ordered = new ArrayList<>(factories);
    registered.stream().filter(f -> !factories.contains(f)).forEach(ordered::add);
    return new LivePlugins(ordered);
  }
}
