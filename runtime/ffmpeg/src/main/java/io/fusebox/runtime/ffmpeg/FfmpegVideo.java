package io.fusebox.runtime.ffmpeg;

import static io.fusebox.api.settings.Settings.require;
import static java.util.Objects.requireNonNull;

import io.fusebox.api.encoder.Orientation;
import io.fusebox.toolkit.image.BmpWriter;
import io.fusebox.toolkit.image.ImageDecoder;
import io.fusebox.toolkit.image.Pixels;
import io.fusebox.toolkit.media.Video;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.jspecify.annotations.Nullable;

/** A video that ffmpeg reads forward, and jumps ahead in where nothing is asked for. */
final class FfmpegVideo implements Video {
  /** Frames decoded of one video, to reach those that are asked for: far beyond any usual video. */
  static final int MAX_DECODED = 20_000;

  /** Containers round times to so much at the most; so the same video is the same in each. */
  private static final double ROUNDED = 1e-3;

  private final Path file;
  private final Orientation orientation;
  private final FFmpegFrameGrabber grabber;
  private final AVStream stream;
  private final boolean saysItsEnd;
  private final VideoFrames frames;
  private final Playhead<TimedFrame> playhead;
  private final RgbConverter converter = new RgbConverter();
  private final double seconds;
  private @Nullable TimedFrame converted;
  private byte[] image = {};

  private FfmpegVideo(
      Path file, FFmpegFrameGrabber grabber, int maxDecoded, Orientation orientation) {
    this.file = file;
    this.orientation = orientation;
    this.grabber = grabber;
    this.stream = grabber.getFormatContext().streams(grabber.getVideoStream());
    this.saysItsEnd = FrameDurations.isSaid(grabber.getFormatContext(), stream);
    double length = FrameDurations.of(file, grabber);
    this.seconds = length > 0 ? length : FrameDurations.usual(stream);
    this.frames = new VideoFrames(grabber.getFormatContext(), grabber.getVideoStream(), maxDecoded);
    this.playhead = playhead(avutil.av_q2d(stream.time_base()));
  }

  private Playhead<TimedFrame> playhead(double unit) {
    try {
      return new Playhead<>(frames, Math.min(unit, ROUNDED) + 1e-6);
    } catch (RuntimeException e) {
      frames.close();
      throw e;
    }
  }

  /**
   * Opens a video.
   *
   * @param maxDecoded see {@link #MAX_DECODED}
   */
  static FfmpegVideo open(Path file, int maxDecoded, Orientation orientation) {
    FFmpegFrameGrabber grabber = FrameGrabbers.open(file, "video");
    try {
      require(grabber.hasVideo(), "the file " + file + " holds no images, so it is not a video");
      new ImageDecoder().checkSize(grabber.getImageWidth(), grabber.getImageHeight());
      return new FfmpegVideo(file, grabber, maxDecoded, orientation);
    } catch (RuntimeException e) {
      FrameGrabbers.close(grabber);
      throw e;
    }
  }

  @Override
  public double durationSeconds() {
    return seconds;
  }

  @Override
  public byte[] frameAt(double time) {
    @Nullable TimedFrame found = playhead.at(time);
    require(found != null, "the video %s has no frames that can be decoded".formatted(file));
    TimedFrame shown = requireNonNull(found);
    if (playhead.isAtEnd()) {
      requireEnd(shown, time);
    }
    if (shown != converted) {
      image = BmpWriter.of(upright(shown));
      converted = shown;
    }
    return image;
  }

  private Pixels upright(TimedFrame shown) {
    Pixels stored = converter.convert(shown.frame());
    return orientation == Orientation.STORED
        ? stored
        : DisplayMatrix.of(shown.frame()).apply(stored);
  }

  /** The last image stays to the end, unless there should have been others. */
  private void requireEnd(TimedFrame last, double time) {
    double missing = Math.min(time, seconds) - last.until();
    require(
        !saysItsEnd || missing <= FrameDurations.slack(stream, playhead.longest(), seconds),
        "the video is damaged or cut off: its last frame is at %.2f of %.2f s; fetch it again, or keep what there is (ffmpeg -i VIDEO NEW.mp4)"
            .formatted(last.from(), seconds));
  }

  @Override
  public void close() {
    playhead.close();
    frames.close();
    converter.close();
    FrameGrabbers.close(grabber);
  }
}
