package io.fusebox.runtime.ffmpeg;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Holds audio that was decoded to its end against the length that the container says. What ffmpeg
 * only guesses, from the file's size and a bit rate, is no such word.
 */
final class AudioLength {
  private static final double MICROS = 1e6;

  /** Codecs add and take away so much at the ends, and a part of a frame. */
  private static final double SLACK_SECONDS = 0.25;

  /** The containers with a table of each stream's packets, which may leave gaps between them. */
  private static final String WITH_TABLE = "mov,mp4,m4a,3gp,3g2,mj2";

  private final Path path;
  private final AVFormatContext file;
  private final AVStream stream;
  private final String format;

  AudioLength(Path path, AVFormatContext file, AVStream stream) {
    this.path = path;
    this.file = file;
    this.stream = stream;
    this.format = file.iformat().name().getString();
  }

  /**
   * Refuses what is shorter than it should be.
   *
   * @param decoded seconds of audio
   * @param frame seconds of the longest frame
   * @param end when the packets of all streams end, on the file's own clock
   */
  void requireWhole(double decoded, double frame, double end) {
    if (ContainerEnd.isMissing(path, format)) {
      throw AudioFrames.damaged(path, "its last bytes are missing");
    }
    double slack = SLACK_SECONDS + frame;
    if (format.equals("caf")) { // of PCM, only the number of samples is as the header says
      require(decoded, (double) stream.nb_frames() / stream.codecpar().sample_rate(), slack);
    }
    if (format.equals("avi")
        || file.duration_estimation_method() != avformat.AVFMT_DURATION_FROM_STREAM) {
      return; // an AVI's length of its audio counts bytes, and is often wrong
    }
    double unit = avutil.av_q2d(stream.time_base());
    double whole = seconds(file.duration(), 1 / MICROS);
    if (format.equals(WITH_TABLE)) {
      double last = end - seconds(stream.start_time(), unit);
      require(Math.max(decoded, last), seconds(stream.duration(), unit), slack);
    } else if (format.equals("ogg")) {
      require(decoded, seconds(stream.duration(), unit), slack);
    } else if (isAlone()) {
      require(decoded, whole, slack);
    } else {
      double last = end - seconds(file.start_time(), 1 / MICROS);
      require(last, whole, Math.max(slack, Math.min(1, whole / 10)));
    }
  }

  private void require(double found, double claimed, double slack) {
    if (claimed - found > slack) {
      throw AudioFrames.damaged(path, "it ends at %.2f of %.2f s".formatted(found, claimed));
    }
  }

  /** Whether there is no other stream; covers and the like do not count. */
  private boolean isAlone() {
    for (int i = 0; i < file.nb_streams(); i++) {
      AVStream other = file.streams(i);
      boolean picture = (other.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0;
      if (other.index() != stream.index() && !picture) {
        return false;
      }
    }
    return true;
  }

  /** 0 where nothing is said. */
  private static double seconds(long time, double unit) {
    return time == avutil.AV_NOPTS_VALUE ? 0 : time * unit;
  }
}
