package io.fusebox.encoder.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.encoder.torchscript.TorchScriptConfig.Fit;
import io.fusebox.toolkit.image.ImageProcessor;
import io.fusebox.toolkit.image.ImageProcessor.ResizeTarget;
import io.fusebox.toolkit.image.PillowResize;

/** Images of one size, {@code [3, h, w]}. */
record ScriptImages(ImageProcessor processor, ResizeTarget.Exactly size, Orientation orientation)
    implements ScriptInput {

  ScriptImages(TorchScriptConfig config) {
    this(
        processor(config),
        new ResizeTarget.Exactly(config.sides()[0], config.sides()[1]),
        config.orientation());
  }

  /** How images, and the frames of videos, are prepared. */
  static ImageProcessor processor(TorchScriptConfig config) {
    int[] sides = config.sides();
    ResizeTarget.Exactly size = new ResizeTarget.Exactly(sides[0], sides[1]);
    boolean crop = config.fit() == Fit.CROP;
    int shorter = config.resize() == 0 ? Math.max(sides[0], sides[1]) : config.resize();
    return new ImageProcessor(
        switch (config.filter()) {
          case BILINEAR -> PillowResize.BILINEAR;
          case BICUBIC -> PillowResize.BICUBIC;
        },
        crop ? new ResizeTarget.ShortestEdge(shorter) : size,
        crop ? size : null,
        1 / 255.0,
        config.means(),
        config.stds());
  }

  @Override
  public Modality modality() {
    return Modality.IMAGE;
  }

  @Override
  public NDArray decode(NDManager manager, byte[] file) {
    return processor.decode(manager, file, orientation);
  }

  @Override
  public NDArray blank(NDArray input) {
    return processor.blackInput(input);
  }

  @Override
  public NDArray blank(NDManager manager) {
    try (NDArray zeros = manager.zeros(new Shape(3, size.height(), size.width()))) {
      return processor.blackInput(zeros);
    }
  }
}
