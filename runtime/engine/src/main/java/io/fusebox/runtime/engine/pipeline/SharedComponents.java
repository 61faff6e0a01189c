package io.fusebox.runtime.engine.pipeline;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plugin.PluginFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Keeps models that several inputs of one pipeline share in memory once. Of one thread. */
final class SharedComponents implements ComponentSource {
  private final ComponentSource source;
  private final Map<ComponentIdentity, PipelineComponent<?>> made = new HashMap<>();

  /** Components of one kind come from {@code source} when they are asked for first. */
  SharedComponents(ComponentSource source) {
    this.source = source;
  }

  @Override
  @SuppressWarnings("unchecked") // one kind of plug-ins, whose ids are unique
  public <T> PipelineComponent<T> get(
      PluginFactory<T> factory,
      ComponentIdentity identity,
      NDManager owner,
      Function<NDManager, PipelineComponent<T>> maker) {
    PipelineComponent<T> known = (PipelineComponent<T>) made.get(identity);
    if (known == null) {
      known = source.get(factory, identity, owner, maker);
      made.put(identity, known);
    }
    return known;
  }
}
