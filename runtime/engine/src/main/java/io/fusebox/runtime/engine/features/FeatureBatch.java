package io.fusebox.runtime.engine.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.data.InputHashes;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.toolkit.tensor.HostTensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A few inputs whose features are made together. */
record FeatureBatch(
    ModalityInput modalityInput, InputHashes hashes, UnreadableInputHandler unreadable) {

  /**
   * Decodes and encodes. In a scope: whatever a plug-in leaves behind, on any manager, is freed.
   *
   * @param made gets the features of each input, but for those that cannot be read
   */
  void encode(Map<FeatureKey, Path> inputs, BiConsumer<FeatureKey, HostTensor> made) {
    try (NDScope scope = new NDScope();
        NDManager manager = NDManager.newBaseManager()) {
      scope.suppressNotUsedWarning();
      // Inputs of one shape run together; a batch is stacked, so shapes must agree.
      Map<Shape, Map<FeatureKey, NDArray>> byShape = new LinkedHashMap<>();
      inputs.forEach(
          (key, input) ->
              unreadable.unless(
                  input,
                  () -> {
                    NDArray array = decode(manager, key, input);
                    byShape
                        .computeIfAbsent(array.getShape(), s -> new LinkedHashMap<>())
                        .put(key, array);
                  }));
      byShape.values().forEach(same -> encodeStacked(same, made));
    }
  }

  /** The bytes that were hashed before must be those that were decoded. */
  private NDArray decode(NDManager manager, FeatureKey key, Path input) {
    NDArray array = EncoderCalls.decode(modalityInput, manager, input);
    if (!key.equals(FeatureKey.of(modalityInput, hashes.of(input)))) {
      throw new FuseboxException(
          "the %s %s changes while it is read; ask again when it is whole"
              .formatted(modalityInput.modality(), input));
    }
    return array;
  }

  private void encodeStacked(
      Map<FeatureKey, NDArray> decoded, BiConsumer<FeatureKey, HostTensor> made) {
    NDArray batch = NDArrays.stack(new NDList(List.copyOf(decoded.values())));
    List<HostTensor> features = EncoderCalls.features(modalityInput, batch);
    int i = 0;
    for (FeatureKey key : decoded.keySet()) {
      made.accept(key, features.get(i++));
    }
  }
}
