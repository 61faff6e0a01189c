package io.fusebox.toolkit.vision;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.api.encoder.PatchGrid;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A vision transformer as an encoder. Its features are all states of the network, or one vector
 * that a head makes of them. A model of its own reads its checkpoint into a {@link VisionNetwork}
 * and says how its input is made.
 */
public final class VisionEncoder implements ModalityEncoder {
  private final Path model;
  private final VisionInput input;
  private final VisionNetwork network;
  private final Optional<UnaryOperator<NDArray>> head;
  private final long featureSize;
  private final Map<String, NDArray> parameters;

  /**
   * Puts an encoder together.
   *
   * @param model the model's folder, for messages
   * @param head makes one vector of the states, {@code [b, s, d] -> [b, k]}; empty = all states
   * @param featureSize the width of the features
   * @param parameters what the network was read from
   */
  public VisionEncoder(
      Path model,
      VisionInput input,
      VisionNetwork network,
      Optional<UnaryOperator<NDArray>> head,
      long featureSize,
      Map<String, NDArray> parameters) {
    this.model = model;
    this.input = input;
    this.network = network;
    this.head = head;
    this.featureSize = featureSize;
    this.parameters = parameters;
  }

  @Override
  public Modality modality() {
    return input.modality();
  }

  @Override
  public long featureSize() {
    return featureSize;
  }

  /** {@code [b, ...] -> [b, s, d]}, or {@code [b, 1, k]} of a head. */
  @Override
  public NDArray encode(NDArray pixels) {
    input.requireShape(pixels.getShape(), model);
    long b = pixels.getShape().get(0);
    if (b <= input.together()) {
      return encodeTogether(pixels);
    }
    NDList parts = new NDList();
    for (long from = 0; from < b; from += input.together()) {
      long to = Math.min(b, from + input.together());
      parts.add(encodeTogether(pixels.get(new NDIndex("{}:{}", from, to))));
    }
    return NDArrays.concat(parts, 0);
  }

  private NDArray encodeTogether(NDArray pixels) {
    NDArray states = network.lastHiddenState(pixels);
    if (head.isEmpty()) {
      return states;
    }
    try (states) {
      return head.get().apply(states).expandDims(1);
    }
  }

  /** See {@link VisionNetwork#outputs}. */
  @Override
  public Map<String, NDArray> outputs(NDArray pixels) {
    input.requireShape(pixels.getShape(), model);
    return network.outputs(pixels);
  }

  @Override
  public NDArray decode(NDManager manager, byte[] file) {
    return input.decode(manager, file);
  }

  @Override
  public NDArray decode(NDManager manager, Path path) {
    return input.decode(manager, path);
  }

  @Override
  public Orientation orientation() {
    return input.orientation();
  }

  /** None of one vector, which looks at the whole image. */
  @Override
  public Optional<PatchGrid> patches(int height, int width) {
    return head.isEmpty() ? input.patches(height, width) : Optional.empty();
  }

  @Override
  public NDArray blank(NDArray pixels) {
    return input.blank(pixels);
  }

  @Override
  public Map<String, NDArray> parameters() {
    return parameters;
  }
}
