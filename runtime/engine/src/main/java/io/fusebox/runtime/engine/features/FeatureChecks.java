package io.fusebox.runtime.engine.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.plugins.PluginCall;
import io.fusebox.runtime.engine.plugins.PluginException;
import io.fusebox.toolkit.generation.FiniteLogitsCheck;
import io.fusebox.toolkit.tensor.HostTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Checks and splits what an encoder gave: an untrusted encoder may give anything. */
final class FeatureChecks {
  private FeatureChecks() {}

  /**
   * An encoder's output for a batch, {@code [b, ...] -> [b, m, d]}.
   *
   * @throws PluginException when it throws, or gives anything else
   */
  static NDArray of(ModalityInput modalityInput, NDArray batch) {
    String plugin = modalityInput.identity().plugin();
    NDArray features =
        PluginCall.nonNull("features", plugin, () -> modalityInput.encoder().encode(batch));
    // An array's type is asked of native code: one that was closed throws.
    PluginCall.of(
        plugin,
        () -> {
          check(modalityInput, features, batch.getShape().get(0));
          return features;
        });
    return features;
  }

  /** Refuses features that are not finite or not {@code [b, m, d]} with the d reported. */
  private static void check(ModalityInput modalityInput, NDArray features, long b) {
    if (features.getDataType() != DataType.FLOAT32) {
      throw new PluginException(
          modalityInput.identity().plugin(),
          "gave features of type %s, expected float32 (toType(DataType.FLOAT32, false) converts)"
              .formatted(features.getDataType().toString().toLowerCase(Locale.ROOT)));
    }
    Shape shape = features.getShape();
    long d = modalityInput.featureSize();
    if (shape.dimension() != 3 || shape.get(0) != b || shape.get(1) < 1 || shape.get(2) != d) {
      throw new PluginException(
          modalityInput.identity().plugin(),
          "gave features of shape %s, expected (%d, m, %d)".formatted(shape, b, d));
    }
    if (!features.isInfinite().logicalOr(features.isNaN()).any().getBoolean()) {
      return;
    }
    throw FiniteLogitsCheck.damage(modalityInput.parameters())
        .<FuseboxException>map(tensor -> damaged(modalityInput, tensor))
        .orElseGet(
            () ->
                new PluginException(
                    modalityInput.identity().plugin(), "gave features that are not finite"));
  }

  /** The model folder is to blame, and no other jar helps. */
  private static FuseboxException damaged(ModalityInput modalityInput, String tensor) {
    return new FuseboxException(
        "the encoder %s gave features that are not finite: %s; restore or download its checkpoint again"
            .formatted(modalityInput.identity().plugin(), FiniteLogitsCheck.damaged(tensor)));
  }

  /** {@code [b, m, d] -> b x [m, d]}. */
  static List<HostTensor> split(NDArray features) {
    Shape shape = features.getShape();
    int each = Math.toIntExact(shape.get(1) * shape.get(2));
    float[] data = features.toFloatArray();
    List<HostTensor> split = new ArrayList<>();
    for (int i = 0; i < shape.get(0); i++) {
      float[] one = Arrays.copyOfRange(data, i * each, (i + 1) * each);
      split.add(new HostTensor(new Shape(shape.get(1), shape.get(2)), one));
    }
    return split;
  }
}
