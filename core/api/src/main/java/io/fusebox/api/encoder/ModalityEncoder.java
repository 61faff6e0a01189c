package io.fusebox.api.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Turns raw input into features. An encoder is frozen and stateless: the same input gives the same
 * features, from any thread.
 */
public interface ModalityEncoder {
  Modality modality();

  /** The width d of the features. */
  long featureSize();

  /**
   * Encodes a batch.
   *
   * @param input {@code [b, ...]}, a stack of what {@link #decode} gave
   * @return features {@code [b, m, d]}, owned by the manager of {@code input}; m = 1 if pooled
   */
  NDArray encode(NDArray input);

  /**
   * The outputs for this batch, by the reference implementation's names, for instance {@code
   * last_hidden_state}, {@code pooler_output}, {@code hidden_states.0}, {@code logits}: how a
   * checkpoint is shown to give the reference's numbers. The default knows none.
   *
   * @param input as {@link #encode} takes it; its manager owns the outputs
   */
  default Map<String, NDArray> outputs(NDArray input) {
    return Map.of();
  }

  /**
   * Decodes one file.
   *
   * @param manager owns the result
   * @param file the bytes of the file, untrusted
   * @return the encoder's input for this file, without a batch axis
   * @throws FuseboxException when the bytes are not an input of this modality
   */
  default NDArray decode(NDManager manager, byte[] file) {
    throw new FuseboxException("the " + modality() + " encoder reads no files");
  }

  /**
   * Decodes one input where it lies. The default reads the whole file; an encoder that reads large
   * videos, or folders of frames, does not need to.
   *
   * @param manager owns the result
   * @param input a file, or a folder of files, untrusted
   * @return the encoder's input, without a batch axis
   * @throws FuseboxException when it is not an input of this modality
   */
  default NDArray decode(NDManager manager, Path input) {
    return decode(manager, InputFile.read(input));
  }

  /**
   * A blank input: a black image, silence, a black video. The default is zeros.
   *
   * @param input a decoded input, or a batch of them
   * @return a blank of the same shape, owned by the same manager
   */
  default NDArray blank(NDArray input) {
    return input.zerosLike();
  }

  /**
   * Where in an image its features come from, so that an explanation can be drawn over it. The
   * default, also for other modalities and for pooled features, is unknown.
   *
   * @param height the image's height in pixels, before {@link #decode} does anything to it
   * @param width the image's width in pixels
   */
  default Optional<PatchGrid> patches(int height, int width) {
    return Optional.empty();
  }

  /**
   * Which way up {@link #decode} reads images, so that an explanation shows them likewise. The
   * default is upright, as the image toolkit decodes them.
   */
  default Orientation orientation() {
    return Orientation.UPRIGHT;
  }

  /**
   * The encoder's own tensors by their checkpoint names, for those that thaw it; live, not copies.
   * Empty means that it cannot be thawed.
   */
  default Map<String, NDArray> parameters() {
    return Map.of();
  }
}
