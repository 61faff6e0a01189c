package io.fusebox.runtime.engine.pipeline;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.tensor.Autograd;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A LayerNorm for each segment that the PLM places, but the text: it starts as the PLM's own and is
 * trained along, as in the code of the paper's authors ({@code train-layernorm}).
 */
public final class SegmentNorms {
  private SegmentNorms() {}

  /** Declares {@code norm.prompt.weight}, {@code norm.prompt.bias} and so on. */
  static List<WeightSpec> declare(
      Plm plm, FusionSpec spec, FusionStrategy strategy, List<WeightSpec> declared) {
    LayerNorm own = plm.embeddingNorm().orElseThrow(() -> without(plm));
    Set<String> placed = placed(spec, strategy, declared);
    if (placed.isEmpty()) {
      throw new FuseboxException(
          "train-layernorm has nothing to train: with this strategy the PLM normalises words alone;"
              + " remove it (with jointproj: or set place-first to true)");
    }
    return placed.stream()
        .flatMap(name -> Stream.of(copy(weight(name), own.weight()), copy(bias(name), own.bias())))
        .toList();
  }

  private static FuseboxException without(Plm plm) {
    return new FuseboxException(
        ("train-layernorm needs a PLM that normalises its embeddings, as BART does; %s (%s) does"
                + " not. Remove it, or use another PLM")
            .formatted(plm.spec().name(), plm.spec().modelType()));
  }

  private static WeightSpec copy(String name, NDArray of) {
    return new WeightSpec(name, new WeightSpec.Init.Copy(of), WeightSpec.RATE);
  }

  private static String weight(String segment) {
    return "norm." + segment + ".weight";
  }

  private static String bias(String segment) {
    return "norm." + segment + ".bias";
  }

  /** Fuses one example of nothing and sees which segments are placed. */
  private static Set<String> placed(
      FusionSpec spec, FusionStrategy strategy, List<WeightSpec> declared) {
    Set<String> names = new LinkedHashSet<>();
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionInput nothing = nothing(manager, spec, declared, names);
      Autograd.without(() -> strategy.fuse(nothing)).segments().list().stream()
          .filter(segment -> !segment.placed())
          .forEach(segment -> names.add(segment.name()));
    }
    names.remove(Segment.TEXT);
    return names;
  }

  /** One example of nothing, which notes what is {@code placed}. */
  static FusionInput nothing(
      NDManager manager, FusionSpec spec, List<WeightSpec> declared, Set<String> placed) {
    long width = spec.plm().width();
    Map<String, NDArray> weights = new LinkedHashMap<>();
    declared.forEach(w -> weights.put(w.name(), manager.zeros(w.shape(width))));
    return new FusionInput(
        new Segments(
            spec.features().stream().map(f -> zeros(manager, f.input(), f.size())).toList()),
        Segments.of(zeros(manager, Segment.TEXT, width)),
        weights,
        segment -> {
          placed.add(segment.name());
          return new Segment(segment.name(), segment.embeddings(), segment.mask(), true);
        });
  }

  private static Segment zeros(NDManager manager, String name, long width) {
    return Segment.unpadded(name, manager.zeros(new Shape(1, 1, width)));
  }

  /**
   * A segment with its own LayerNorm, if the pipeline trains one for it.
   *
   * @param weights the pipeline's weights, one pass's
   */
  public static Segment apply(Pipeline pipeline, Map<String, NDArray> weights, Segment segment) {
    NDArray weight = weights.get(weight(segment.name()));
    if (!pipeline.spec().trainLayernorm() || weight == null) {
      return segment;
    }
    float eps = pipeline.plm().embeddingNorm().orElseThrow().eps();
    return segment.withNorm(
        new LayerNorm(weight, requireNonNull(weights.get(bias(segment.name()))), eps));
  }
}
