package io.fusebox.runtime.engine.pipeline;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.engine.plugins.Plugins;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The paper's parameter table for a pipeline: what is trained and what is frozen of each part, and
 * what each live strategy would train of the same parts.
 *
 * @param parts PLM, encoders, then each weight that is not an encoder's
 * @param strategies the pipeline's own first
 */
public record ParameterTable(List<ParameterCount> parts, List<StrategyParameters> strategies) {

  /** One part of the pipeline. */
  public record ParameterCount(String name, long trainable, long frozen) {}

  /**
   * One strategy with the pipeline's parts.
   *
   * @param refusal why it cannot join these parts; empty when it can
   */
  public record StrategyParameters(String strategy, long trainable, String refusal) {}

  /** Counts; nothing is loaded again. */
  public static ParameterTable of(Pipeline pipeline, Plugins plugins) {
    return new ParameterTable(parts(pipeline), strategies(pipeline, plugins));
  }

  private static List<ParameterCount> parts(Pipeline pipeline) {
    List<ParameterCount> parts = new ArrayList<>();
    parts.add(
        new ParameterCount(
            "PLM " + pipeline.plm().spec().name(), 0, count(pipeline.plm().parameters().values())));
    for (ModalityInput modalityInput : pipeline.modalityInputs()) {
      long all = count(modalityInput.parameters().values());
      String name = modalityInput.name() + " encoder " + modalityInput.identity().plugin();
      parts.add(
          new ParameterCount(
              name, modalityInput.thawed() ? all : 0, modalityInput.thawed() ? 0 : all));
    }
    long width = pipeline.plm().spec().width();
    Set<String> encoders = pipeline.thawed().keySet();
    pipeline.weights().stream()
        .filter(weight -> !encoders.contains(weight.name()))
        .map(w -> new ParameterCount(w.name() + " " + w.shape(width), w.shape(width).size(), 0))
        .forEach(parts::add);
    return parts;
  }

  private static long count(Collection<NDArray> tensors) {
    return tensors.stream().mapToLong(NDArray::size).sum();
  }

  private static List<StrategyParameters> strategies(Pipeline pipeline, Plugins plugins) {
    Set<String> ids = new LinkedHashSet<>(List.of(pipeline.spec().strategy()));
    plugins.of(FusionStrategy.class).stream().map(PluginFactory::id).sorted().forEach(ids::add);
    Assembler assembler = new Assembler(plugins);
    return ids.stream().map(id -> trained(pipeline, assembler, id)).toList();
  }

  private static StrategyParameters trained(Pipeline pipeline, Assembler assembler, String id) {
    try {
      long width = pipeline.plm().spec().width();
      List<WeightSpec> weights = assembler.weights(pipeline, id);
      return new StrategyParameters(
          id, weights.stream().mapToLong(w -> w.shape(width).size()).sum(), "");
    } catch (FuseboxException refused) {
      return new StrategyParameters(id, 0, String.valueOf(refused.getMessage()));
    }
  }

  /** The tensors that training changes. */
  public long trainable() {
    return parts.stream().mapToLong(ParameterCount::trainable).sum();
  }

  /** The number of parameters that stay as they were. */
  public long frozen() {
    return parts.stream().mapToLong(ParameterCount::frozen).sum();
  }
}
