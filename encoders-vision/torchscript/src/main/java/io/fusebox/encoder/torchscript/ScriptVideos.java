package io.fusebox.encoder.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.Modality;
import io.fusebox.encoder.torchscript.TorchScriptConfig.Layout;
import io.fusebox.toolkit.image.ImageProcessor;
import io.fusebox.toolkit.media.FrameSampling;
import io.fusebox.toolkit.media.VideoDecoder;
import java.nio.file.Path;

/** Videos as a number of frames, evenly over their length: {@code [t, 3, h, w]}. */
record ScriptVideos(TorchScriptConfig config, ImageProcessor processor, VideoDecoder decoder)
    implements ScriptInput {

  ScriptVideos(TorchScriptConfig config) {
    this(config, ScriptImages.processor(config));
  }

  private ScriptVideos(TorchScriptConfig config, ImageProcessor processor) {
    this(
        config,
        processor,
        new VideoDecoder(
            FrameSampling.uniform(config.frames()),
            1, // frames of a folder a second: they are taken evenly, so it does not matter
            config.orientation(),
            processor::decode));
  }

  @Override
  public Modality modality() {
    return Modality.VIDEO;
  }

  @Override
  public NDArray decode(NDManager manager, byte[] file) {
    return decoder.decode(manager, file);
  }

  @Override
  public NDArray decode(NDManager manager, Path input) {
    return decoder.decode(manager, input);
  }

  @Override
  public NDArray blank(NDArray input) {
    return processor.blackInput(input);
  }

  @Override
  public NDArray blank(NDManager manager) {
    int[] sides = config.sides();
    try (NDArray zeros = manager.zeros(new Shape(config.frames(), 3, sides[0], sides[1]))) {
      return processor.blackInput(zeros);
    }
  }

  @Override
  public NDArray arranged(NDArray batch) {
    return config.layout() == Layout.CHANNELS_FIRST ? batch.transpose(0, 2, 1, 3, 4) : batch;
  }

  /** A video is large enough by itself. */
  @Override
  public boolean together() {
    return false;
  }
}
