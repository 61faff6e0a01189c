package io.fusebox.runtime.engine.pipeline;

import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.settings.Settings;
import io.fusebox.api.task.TaskType;
import io.fusebox.runtime.engine.plugins.Plugins;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every setting of a pipeline by its name: {@code prompt-length} is the setting of every part that
 * has one, {@code promptfuse.prompt-length} that of one strategy, {@code image.features} that of
 * one input's encoder, {@code choice.separator} that of the task; {@code positions}, {@code
 * train-layernorm}, {@code max-length}, {@code generation}, {@code template} and {@code precision}
 * are the pipeline's own.
 */
public final class PipelineSettings {
  private static final String POSITIONS = "positions";
  private static final String TRAIN_LAYERNORM = "train-layernorm";
  private static final String MAX_LENGTH = "max-length";
  private static final String GENERATION = "generation";
  private static final String TEMPLATE = "template";
  private static final String PRECISION = PipelineFile.PRECISION;

  private final Plugins plugins;

  public PipelineSettings(Plugins plugins) {
    this.plugins = plugins;
  }

  /** All names that {@link #with} takes for this pipeline. */
  public Set<String> names(PipelineSpec spec) {
    Set<String> names =
        new TreeSet<>(
            Set.of(POSITIONS, TRAIN_LAYERNORM, MAX_LENGTH, GENERATION, TEMPLATE, PRECISION));
    spec.strategies().forEach(part -> add(names, part.id(), factory(FusionStrategy.class, part)));
    spec.inputs().forEach((name, part) -> add(names, name, factory(ModalityEncoder.class, part)));
    add(names, spec.task().id(), factory(TaskType.class, spec.task()));
    return names;
  }

  private static void add(Set<String> names, String owner, PluginFactory<?> factory) {
    for (Settings.SettingInfo known : Settings.known(factory.config())) {
      names.add(known.name());
      names.add(owner + "." + known.name());
    }
  }

  /**
   * The pipeline with one setting changed.
   *
   * @param name one of {@link #names}
   * @throws io.fusebox.api.FuseboxException when a part that has the setting refuses the value
   */
  public PipelineSpec with(PipelineSpec spec, String name, Object value) {
    Map<String, Object> given = Map.of(name, value);
    if (name.equals(POSITIONS)) {
      return spec.withPlacing(placing(given).positions(), spec.trainLayernorm());
    } else if (name.equals(TRAIN_LAYERNORM)) {
      return spec.withPlacing(spec.positions(), placing(given).trainLayernorm());
    } else if (name.equals(MAX_LENGTH)) {
      return spec.withMaxLength(answer(given).maxLength());
    } else if (name.equals(GENERATION)) {
      return spec.withGeneration(answer(given).generation());
    } else if (name.equals(TEMPLATE)) {
      return spec.withTemplate(
          Optional.of(PipelineFile.wellFormed(String.valueOf(value), "the pipeline")));
    }
    if (name.equals(PRECISION)) {
      return spec.withPrecision(PipelineFile.precision(value, "the pipeline"));
    }
    Map<String, ComponentSpec> inputs = new LinkedHashMap<>();
    spec.inputs()
        .forEach(
            (m, part) ->
                inputs.put(m, with(part, m, factory(ModalityEncoder.class, part), name, value)));
    ComponentSpec task = spec.task();
    return spec.withTask(with(task, task.id(), factory(TaskType.class, task), name, value))
        .withInputs(inputs)
        .withStrategies(
            spec.strategies().stream()
                .map(p -> with(p, p.id(), factory(FusionStrategy.class, p), name, value))
                .toList());
  }

  private static PipelineFile.PlacementOptions placing(Map<String, Object> given) {
    return Settings.read(PipelineFile.PlacementOptions.class, given, "the pipeline");
  }

  private static PipelineFile.AnswerOptions answer(Map<String, Object> given) {
    return Settings.read(PipelineFile.AnswerOptions.class, given, "the pipeline");
  }

  private static ComponentSpec with(
      ComponentSpec part, String owner, PluginFactory<?> factory, String name, Object value) {
    for (Settings.SettingInfo known : Settings.known(factory.config())) {
      if (name.equals(known.name()) || name.equals(owner + "." + known.name())) {
        ComponentSpec changed = part.with(known.name(), value);
        Settings.read(factory.config(), changed.settings(), factory.id());
        return changed;
      }
    }
    return part;
  }

  private <T> PluginFactory<T> factory(Class<T> kind, ComponentSpec part) {
    return plugins.find(kind, part.id());
  }
}
