package io.fusebox.encoder.frames;

import io.fusebox.api.encoder.Orientation;
import io.fusebox.api.settings.Default;
import io.fusebox.toolkit.media.FrameSampling;
import java.util.Map;

/**
 * The settings that a pipeline may give.
 *
 * @param framesEncoder the id of the image encoder that looks at the frames
 * @param frames how many frames; at a fixed rate, the most (paper: 20)
 * @param rate frames a second at a fixed rate; also that of a folder of images
 * @param orientation which way up the video is seen; the image encoder has no say in it
 * @param image the image encoder's own settings
 */
record FrameEncoderConfig(
    String framesEncoder,
    @Default("20") int frames,
    @Default("uniform") SamplingMode sampling,
    @Default("4") double rate,
    @Default("sequence") Features features,
    @Default("upright") Orientation orientation,
    @Default("{}") Map<String, Object> image) {

  /** Which frames of a video. */
  enum SamplingMode {
    /** As many of any video, evenly over its length. */
    UNIFORM,
    /** So many a second, from the beginning on. */
    FIXED_RATE
  }

  /** The features of a video that the PLM gets. */
  enum Features {
    /** One vector, the mean over the frames: {@code [b, 1, d]} (paper). */
    POOLED,
    /** One vector for each frame: {@code [b, t, d]}. */
    SEQUENCE
  }

  FrameEncoderConfig {
    FrameSampling.fixedRate(rate, frames); // refuses both out of their bounds
  }

  FrameSampling chosen() {
    return sampling == SamplingMode.UNIFORM
        ? FrameSampling.uniform(frames)
        : FrameSampling.fixedRate(rate, frames);
  }
}
