package io.fusebox.runtime.engine.plugins;

import io.fusebox.api.plm.Plm;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.settings.NameSuggestions;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The plug-ins that are live in the host. */
@FunctionalInterface
public interface Plugins {
  /** Every live plug-in, in no particular order. */
  List<PluginFactory<?>> registered();

  /** The live plug-ins of one kind. */
  @SuppressWarnings("unchecked")
  default <T> List<PluginFactory<T>> of(Class<T> kind) {
    return registered().stream()
        .filter(f -> f.kind() == kind)
        .map(f -> (PluginFactory<T>) f)
        .toList();
  }

  /**
   * The plug-in of this kind and id.
   *
   * @throws MissingPluginException when there is none, with near misses and all known ids
   */
  default <T> PluginFactory<T> find(Class<T> kind, String id) {
    List<PluginFactory<T>> candidates = of(kind);
    return candidates.stream()
        .filter(f -> f.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new MissingPluginException(
                    NameSuggestions.unknown(
                            word(kind), id, candidates.stream().map(PluginFactory::id).toList(), "")
                        + ". Is its jar in the plugins folder? './fusebox plugins' lists what is"
                        + " live"));
  }

  /**
   * The PLM that reads checkpoints of this {@code model_type}.
   *
   * @throws MissingPluginException when there is none
   */
  default PluginFactory<Plm> reading(String modelType) {
    return of(Plm.class).stream()
        .filter(f -> f.modelTypes().contains(modelType))
        .findFirst()
        .orElseGet(() -> find(Plm.class, modelType));
  }

  /**
   * A component without settings: a data format, a reference case.
   *
   * @throws PluginException when it throws, or makes nothing
   */
  static <T> T component(PluginFactory<T> factory) {
    String what = "the " + word(factory.kind());
    return PluginCall.nonNull(what, factory.id(), () -> factory.create(Map.of(), NoHost.INSTANCE));
  }

  /** {@code FusionStrategy -> "fusion strategy"}. */
  static String word(Class<?> kind) {
    return kind.getSimpleName().replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
  }
}
