package io.fusebox.encoder.frames;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.toolkit.image.ImageDecoder;
import io.fusebox.toolkit.image.ImageProcessor;
import io.fusebox.toolkit.image.PillowResize;

/**
 * The smallest image encoder: an image becomes its mean colour, so that a frame's vector says which
 * frame it is.
 */
record MeanColour(Modality modality) implements ModalityEncoder {
  MeanColour() {
    this(Modality.IMAGE);
  }

  @Override
  public long featureSize() {
    return 3;
  }

  /** {@code [b, 3, h, w] -> [b, 2, 3]}: the mean colours of the left and the right half. */
  @Override
  public NDArray encode(NDArray pixels) {
    int half = (int) pixels.getShape().get(3) / 2;
    NDArray left = pixels.get(":, :, :, :" + half).mean(new int[] {3}).mean(new int[] {2});
    NDArray right = pixels.get(":, :, :, " + half + ":").mean(new int[] {3}).mean(new int[] {2});
    return left.expandDims(1).concat(right.expandDims(1), 1);
  }

  /** 0 to 255, not resized. */
  @Override
  public NDArray decode(NDManager manager, byte[] file) {
    return new ImageProcessor(
            PillowResize.BILINEAR,
            new ImageProcessor.ResizeTarget.None(),
            null,
            1,
            new float[3],
            new float[] {1, 1, 1})
        .prepare(manager, new ImageDecoder().decode(file));
  }
}
