package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException.Unavailable;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Positions;
import io.fusebox.api.fusion.Projection;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.reference.ReferenceCase.Models;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Puts a case's tensors where the live strategies that project expect them. */
record StrategyVariants(VerificationCase of, Plm plm, NDManager manager, Models models) {
  static final Modality IMAGE = Modality.IMAGE;
  private static final String PROMPT = "prompt";
  private static final String WORD_WEIGHT = "word.weight";
  private static final String IMAGE_WEIGHT = IMAGE + ".weight";
  private static final String IMAGE_BIAS = IMAGE + ".bias";
  private static final String BIAS = "bias";

  /** Added to the projected features: its gradient is theirs. */
  private static final String PROBE = "probe";

  /** {@code [prompt | linear(visual_features) | text]}. */
  StrategyVariant linear() {
    NDArray prompt = read("prompt");
    Segment features = Segment.unpadded(IMAGE.id(), read("visual_features"));
    NDArray weight = read("linear_weight");
    long[] projected = features.embeddings().getShape().getShape().clone();
    projected[2] = weight.getShape().get(0);
    Map<String, NDArray> weights =
        Map.of(
            PROMPT,
            prompt,
            IMAGE_WEIGHT,
            weight,
            IMAGE_BIAS,
            read("linear_bias"),
            PROBE,
            manager.zeros(new Shape(projected)));
    Projection linear = projection("linear", Map.of());
    Map<String, Long> length = Map.of("prompt-length", prompt.getShape().get(0));
    FusionStrategy join = strategy("promptfuse", length);
    return arm(
        new FusionInput(Segments.of(features), text(), weights, plm::place),
        in -> join.fuse(probed(linear.project(in))),
        Map.of(
            "weight_grad", List.of(IMAGE_WEIGHT),
            "bias_grad", List.of(IMAGE_BIAS),
            "prompt_grad", List.of(PROMPT),
            "visual_grad", List.of(PROBE)));
  }

  private static FusionInput probed(FusionInput in) {
    Segment features = in.features().list().get(0);
    NDArray probed = features.embeddings().add(in.weight(PROBE));
    return in.withFeatures(Segments.of(new Segment(features.name(), probed, features.mask())));
  }

  /**
   * Words joined with one vector.
   *
   * @param prefix what the weights' names begin with in the case
   * @param visual the input that holds the vectors, {@code [b, d_f]}
   */
  StrategyVariant jointproj(String prefix, String visual, Map<String, ?> settings) {
    NDArray vectors = read(visual);
    NDArray weight = read(prefix + "jointproj_weight"); // [d, d + d_f], as [word ; visual]
    long words = weight.getShape().get(1) - vectors.getShape().get(1);
    Map<String, NDArray> weights =
        Map.of(
            WORD_WEIGHT, weight.get(new NDIndex(":, :{}", words)).duplicate(),
            IMAGE_WEIGHT, weight.get(new NDIndex(":, {}:", words)).duplicate(),
            BIAS, read(prefix + "jointproj_bias"));
    Segment features = Segment.unpadded(IMAGE.id(), vectors.expandDims(1));
    Projection joint = projection("jointproj", settings);
    return arm(
        new FusionInput(Segments.of(features), text(), weights, plm::place),
        joint::fuse,
        Map.of(
            "weight_grad", List.of(WORD_WEIGHT, IMAGE_WEIGHT),
            "bias_grad", List.of(BIAS)));
  }

  private StrategyVariant arm(
      FusionInput given,
      Function<FusionInput, PlmInput> fuse,
      Map<String, List<String>> gradients) {
    return new StrategyVariant(
        plm,
        given,
        in -> fuse.apply(in).withPositions(Positions.CONTINUOUS),
        gradients,
        of.inputs().read(manager, "labels"));
  }

  private FusionStrategy strategy(String id, Map<String, ?> settings) {
    try {
      return models.strategy(id, settings);
    } catch (Unavailable e) {
      throw new UnsupportedOutputException("the strategy " + id + " is not live");
    }
  }

  private Projection projection(String id, Map<String, ?> settings) {
    FusionStrategy strategy = strategy(id, settings);
    if (strategy instanceof Projection projection) {
      return projection;
    }
    throw new UnsupportedOutputException("the live strategy " + id + " does not project");
  }

  private Segments text() {
    SafetensorsFile inputs = of.inputs();
    NDArray words = plm.embed(inputs.read(manager, "text_ids"));
    return Segments.of(new Segment(Segment.TEXT, words, inputs.read(manager, "text_mask")));
  }

  private NDArray read(String name) {
    return of.inputs().readFloat(manager, name);
  }
}
