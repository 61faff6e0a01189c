package io.fusebox.encoder.videomae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.api.encoder.PatchGrid;
import io.fusebox.toolkit.image.ImageProcessor;
import io.fusebox.toolkit.media.FrameSampling;
import io.fusebox.toolkit.media.VideoDecoder;
import io.fusebox.toolkit.vision.VisionInput;
import java.nio.file.Path;
import java.util.Optional;

/** Videos, of as many frames as the model reads. */
record VideoMaeInput(
    ImageProcessor processor, Orientation orientation, VideoMaeConfig config, VideoDecoder decoder)
    implements VisionInput {

  VideoMaeInput(ImageProcessor processor, Orientation orientation, VideoMaeConfig config) {
    // As many frames as the model reads, whatever the length: a folder's clock does not matter.
    this(
        processor,
        orientation,
        config,
        new VideoDecoder(
            FrameSampling.uniform(config.frames()), 1, orientation, processor::decode));
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
  public NDArray blank(NDArray frames) {
    return processor.blackInput(frames);
  }

  @Override
  public void requireShape(Shape batch, Path model) {
    if (!batch.equals(config.videos(batch.get(0)))) {
      throw new FuseboxException(
          "the model %s reads videos %s, found %s: do preprocessor_config.json and config.json agree?"
              .formatted(model, config.videos(batch.get(0)), batch));
    }
  }

  /** Unknown: an explanation is drawn over an image, not over a video. */
  @Override
  public Optional<PatchGrid> patches(int height, int width) {
    return Optional.empty();
  }

  /** One by one: the attention scores of a single video are large already. */
  @Override
  public int together() {
    return 1;
  }
}
