package io.fusebox.runtime.engine.pipeline;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.fusion.FusionSpec.FeatureSpec;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.runtime.engine.plugins.PluginCall;
import io.fusebox.runtime.engine.plugins.PluginException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One input of an assembled pipeline.
 *
 * @param name what the pipeline calls it: a modality's id in the usual case
 * @param modality what its encoder reads
 * @param identity everything that its features depend on, in addition to the input; if it is
 *     thawed, what they depend on before it is trained
 * @param thawed whether the encoder is trained: then its features are never kept
 */
public record ModalityInput(
    String name,
    Modality modality,
    ModalityEncoder encoder,
    ComponentIdentity identity,
    boolean thawed) {
  private static final long MOST = Integer.MAX_VALUE;

  /** The properties of it that a strategy needs. */
  public FeatureSpec spec() {
    return new FeatureSpec(name, identity.plugin(), featureSize());
  }

  /**
   * The width of its features.
   *
   * @throws PluginException when the encoder reports none
   */
  public long featureSize() {
    long size = PluginCall.of(identity.plugin(), encoder::featureSize);
    if (size < 1 || size > MOST) {
      throw new PluginException(
          identity.plugin(), "reports the feature size %d, expected 1 to %d".formatted(size, MOST));
    }
    return size;
  }

  /** The encoder's own tensors by name. */
  public Map<String, NDArray> parameters() {
    return PluginCall.nonNull("its parameters", identity.plugin(), encoder::parameters);
  }

  /** The same encoder, frozen or thawed. */
  ModalityInput withThawed(boolean other) {
    return new ModalityInput(name, modality, encoder, identity, other);
  }

  /**
   * The thawed encoder's own tensors by the names of their weights, {@code encoder.image.…}; none
   * when it is frozen.
   */
  Map<String, NDArray> thawedTensors() {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    if (thawed) {
      parameters().forEach((tensor, t) -> tensors.put("encoder." + name + "." + tensor, t));
    }
    return tensors;
  }

  /** The encoder's tensors that training changes: none when it is frozen. */
  List<WeightSpec> weights() {
    return thawedTensors().entrySet().stream()
        .map(
            e ->
                new WeightSpec(e.getKey(), new WeightSpec.Init.Copy(e.getValue()), WeightSpec.RATE))
        .toList();
  }
}
