package io.fusebox.toolkit.vision;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.api.encoder.PatchGrid;
import java.nio.file.Path;
import java.util.Optional;

/** The input of a vision transformer, on its way from files. */
public interface VisionInput {
  Modality modality();

  Orientation orientation();

  /** Decodes one file to {@code [...]}, owned by {@code manager}. */
  NDArray decode(NDManager manager, byte[] file);

  /** Decodes one input where it lies. */
  NDArray decode(NDManager manager, Path input);

  /** Black after normalisation, of the same shape and manager. */
  NDArray blank(NDArray pixels);

  /**
   * Refuses a batch that the model does not read.
   *
   * @param model the model's folder, for the message
   */
  void requireShape(Shape batch, Path model);

  /** Where the tokens of an image lie in it; see {@code ModalityEncoder}. */
  Optional<PatchGrid> patches(int height, int width);

  /** How many inputs are encoded together at most. */
  int together();
}
