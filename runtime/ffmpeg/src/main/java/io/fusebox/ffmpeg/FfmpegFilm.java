package io.fusebox.ffmpeg;

import static io.fusebox.plugin.Settings.require;

import io.fusebox.FuseboxException;
import io.fusebox.image.Bmp;
import io.fusebox.image.ImageDecoder;
import io.fusebox.image.Pixels;
import io.fusebox.media.Film;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;

/** A film that ffmpeg reads forward, and jumps ahead in where nothing is asked for. */
final class FfmpegFilm implements Film {
  /** Frames decoded of one film, to reach those that are asked for: far beyond any usual film. */
  static final int MAX_DECODED = 20_000;

  private static final double MICROS = 1e6;

  /** Jumping goes back to a key frame; nearer than this, decoding on is cheaper. */
  private static final double JUMP_SECONDS = 10;

  /** What a film's pictures may end before its sound does, where it does not say when they end. */
  private static final double SLACK_SECONDS = 1;

  private final Path file;
  private final FFmpegFrameGrabber grabber;
  private final int maxDecoded;
  private final double seconds;
  private final double start;
  private final boolean saysItsEnd;
  private int decoded;
  private Pixels shown;
  private double shownFrom;

  private FfmpegFilm(Path file, FFmpegFrameGrabber grabber, int maxDecoded)
      throws FFmpegFrameGrabber.Exception {
    this.file = file;
    this.grabber = grabber;
    this.maxDecoded = maxDecoded;
    AVStream stream = grabber.getFormatContext().streams(grabber.getVideoStream());
    double unit = avutil.av_q2d(stream.time_base());
    this.start = known(stream.start_time()) ? stream.start_time() * unit : 0;
    this.saysItsEnd = known(stream.duration()) && stream.duration() > 0;
    double whole = grabber.getLengthInTime() / MICROS;
    double said = saysItsEnd ? stream.duration() * unit : whole;
    this.seconds = said > 0 ? said : measured(unit);
  }

  /**
   * Opens a film.
   *
   * @param maxDecoded see {@link #MAX_DECODED}
   */
  static FfmpegFilm open(Path file, int maxDecoded) {
    FFmpegFrameGrabber grabber = Grabbers.open(file, "film");
    try {
      require(grabber.hasVideo(), "the file " + file + " holds no pictures, so it is no film");
      new ImageDecoder().checkSize(grabber.getImageWidth(), grabber.getImageHeight());
      return new FfmpegFilm(file, grabber, maxDecoded);
    } catch (FFmpegFrameGrabber.Exception e) {
      Grabbers.close(grabber);
      throw Grabbers.unreadable(file, "film", e);
    } catch (RuntimeException e) {
      Grabbers.close(grabber);
      throw e;
    }
  }

  private static boolean known(long time) {
    return time != avutil.AV_NOPTS_VALUE;
  }

  /** Reads on to the last packet, without decoding, in a film that does not say how long it is. */
  private double measured(double unit) throws FFmpegFrameGrabber.Exception {
    double end = 0;
    for (AVPacket p = grabber.grabPacket(); p != null; p = grabber.grabPacket()) {
      if (p.stream_index() == grabber.getVideoStream() && known(p.pts())) {
        end = Math.max(end, (p.pts() + p.duration()) * unit - start);
      }
      avcodec.av_packet_unref(p);
    }
    grabber.stop();
    grabber.start();
    require(end > 0, "the film " + file + " has no frames");
    return end;
  }

  @Override
  public double seconds() {
    return seconds;
  }

  @Override
  public byte[] at(double time) {
    try {
      if (time - shownFrom > JUMP_SECONDS) {
        grabber.setTimestamp((long) (time * MICROS));
      }
      double frame = 1 / Math.max(1, Math.min(1000, grabber.getVideoFrameRate()));
      while (shown == null || shownFrom + frame <= time + 1e-6) {
        if (!next()) {
          requireEnd(time);
          break;
        }
      }
      return Bmp.of(shown);
    } catch (FFmpegFrameGrabber.Exception e) {
      throw Grabbers.unreadable(file, "film", e);
    }
  }

  private boolean next() throws FFmpegFrameGrabber.Exception {
    require(
        decoded < maxDecoded,
        "to reach the frames that are asked for, more than %d must be decoded: cut the film, or give it more key frames (ffmpeg -i FILM -g 100 NEW.mp4)"
            .formatted(maxDecoded));
    Frame frame = grabber.grabImage();
    decoded++;
    if (frame != null) {
      shown = pixels(frame);
      shownFrom = Math.max(shownFrom, frame.timestamp / MICROS - start);
    }
    return frame != null;
  }

  /** At the end of the file: the last picture stays, unless there should have been others. */
  private void requireEnd(double time) {
    if (shown == null) {
      throw new FuseboxException("the film %s has no frames that can be decoded".formatted(file));
    }
    require(
        !saysItsEnd || time - shownFrom <= SLACK_SECONDS,
        "the film is damaged or cut off: its last frame is at %.2f of %.2f s; fetch it again"
            .formatted(shownFrom, seconds));
  }

  private static Pixels pixels(Frame frame) {
    int width = frame.imageWidth;
    int height = frame.imageHeight;
    new ImageDecoder().checkSize(width, height);
    ByteBuffer rows = (ByteBuffer) frame.image[0];
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      rows.get(y * frame.imageStride, rgb, 3 * y * width, 3 * width);
    }
    return new Pixels(height, width, rgb);
  }

  @Override
  public void close() {
    Grabbers.close(grabber);
  }
}
