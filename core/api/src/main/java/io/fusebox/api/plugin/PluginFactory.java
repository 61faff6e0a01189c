package io.fusebox.api.plugin;

import io.fusebox.api.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A bundle's entry in the service registry: an id, the kind of component it builds, the record of
 * its settings, and how to build one.
 *
 * @param modelTypes of a PLM or an encoder: the {@code model_type}s of the checkpoints that it
 *     reads
 * @param <T> the kind of component: a PLM, an encoder or a fusion strategy
 */
public record PluginFactory<T>(
    String id,
    String version,
    Class<T> kind,
    Class<? extends Record> config,
    Maker<T> maker,
    List<String> modelTypes) {

  /** A PLM of this kind reads checkpoints whose {@code model_type} is its id. */
  public PluginFactory(
      String id, String version, Class<T> kind, Class<? extends Record> config, Maker<T> maker) {
    this(id, version, kind, config, maker, List.of(id));
  }

  /** Builds a component from its checked settings. */
  @FunctionalInterface
  public interface Maker<T> extends BiFunction<Record, Host, T> {}

  /** Checks {@code settings} against {@link #config} and builds one component. */
  public T create(Map<String, ?> settings, Host host) {
    return maker.apply(Settings.read(config, settings, id), host);
  }
}
