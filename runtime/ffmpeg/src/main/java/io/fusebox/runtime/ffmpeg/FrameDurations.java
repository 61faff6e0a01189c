package io.fusebox.runtime.ffmpeg;

import static io.fusebox.api.settings.Settings.require;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;

/**
 * When a video's frames end. Containers that say it of their video stream are believed, and held to
 * it when the last frame is seen; of others, which say it of audio and images together, guess it or
 * do not know it, the last packets are read, without decoding them.
 */
final class FrameDurations {
  private static final double MICROS = 1e6;

  /** Beyond it a clock that goes back is not rounding, but another one. */
  static final double BACK_SECONDS = 1;

  /** Packets are read from so long before the end on; the key frame before that comes first. */
  private static final double TAIL_SECONDS = 5;

  /** A number of frames that is none: the video was written into a pipe. */
  private static final long MOST_FRAMES = 1 << 30;

  private final Path path;
  private final AVFormatContext file;
  private final AVStream stream;
  private final double unit;
  private double videoEnd = Double.NEGATIVE_INFINITY;
  private double anyEnd = Double.NEGATIVE_INFINITY;
  private double longest;
  private double first;
  private double last = Double.NaN;

  private FrameDurations(Path path, FFmpegFrameGrabber opened) {
    this.path = path;
    this.file = opened.getFormatContext();
    this.stream = file.streams(opened.getVideoStream());
    this.unit = avutil.av_q2d(stream.time_base());
  }

  /** Whether the container itself says how long its images are. */
  static boolean isSaid(AVFormatContext file, AVStream stream) {
    return file.duration_estimation_method() == avformat.AVFMT_DURATION_FROM_STREAM
        && isKnown(stream.start_time())
        && isKnown(stream.duration())
        && stream.duration() > 0
        && (!isAvi(file) || stream.duration() == stream.nb_frames());
  }

  /** In an AVI a frame is one unit of time; where ffmpeg guesses, it does so by the file's size. */
  private static boolean isAvi(AVFormatContext file) {
    return file.iformat().name().getString().equals("avi");
  }

  /** From the beginning of the first image to the end of the last one, in seconds. */
  static double of(Path path, FFmpegFrameGrabber opened) {
    AVFormatContext file = opened.getFormatContext();
    AVStream stream = file.streams(opened.getVideoStream());
    if (isSaid(file, stream)) {
      return stream.duration() * avutil.av_q2d(stream.time_base());
    }
    // Opened a second time: reading to the end would leave the first one there.
    FFmpegFrameGrabber again = FrameGrabbers.open(path, "video");
    try {
      return new FrameDurations(path, again).measured();
    } finally {
      FrameGrabbers.close(again);
    }
  }

  /** How long a frame is shown where nothing else is said. */
  static double usual(AVStream stream) {
    double rate = avutil.av_q2d(stream.avg_frame_rate());
    return rate >= 1e-3 && rate <= 1e3 ? 1 / rate : 0.04;
  }

  /**
   * By how much a video may end before it says: audio clips and images end together by chance
   * alone.
   *
   * @param longest how long a frame was seen to be shown
   */
  static double slack(AVStream stream, double longest, double seconds) {
    return Math.max(Math.max(longest, 4 * usual(stream)), Math.min(1, seconds / 10));
  }

  /** Refuses a video whose clock was set back; a player would show it, but no time finds it. */
  static void requireForward(double last, double next) {
    require(
        next > last - BACK_SECONDS,
        "the video's frames go back in time, from %.2f to %.2f s: re-encode it (ffmpeg -i VIDEO NEW.mp4)"
            .formatted(last, next));
  }

  private static boolean isKnown(long time) {
    return time != avutil.AV_NOPTS_VALUE;
  }

  private double measured() {
    boolean jumped = seekToTail();
    readPackets();
    if (jumped && videoEnd == Double.NEGATIVE_INFINITY) {
      avformat.av_seek_frame(file, -1, 0, avformat.AVSEEK_FLAG_BACKWARD);
      readPackets();
    }
    require(videoEnd != Double.NEGATIVE_INFINITY, "the video " + path + " has no frames");
    requireWhole();
    return videoEnd - start();
  }

  private boolean isGuessed() {
    return file.duration_estimation_method() == avformat.AVFMT_DURATION_FROM_BITRATE
        || isAvi(file)
        || !isKnown(file.duration())
        || file.duration() <= 0;
  }

  private double start() {
    return isKnown(stream.start_time()) ? stream.start_time() * unit : first;
  }

  /** Joined recordings of these containers may each have a clock of their own. */
  private boolean mayGoBack() {
    return (file.iformat().flags() & avformat.AVFMT_TS_DISCONT) != 0;
  }

  private boolean seekToTail() {
    if (isGuessed() || mayGoBack() || file.duration() < 2 * TAIL_SECONDS * MICROS) {
      return false;
    }
    long tail = Math.round((file.duration() / MICROS - TAIL_SECONDS) / unit);
    return avformat.av_seek_frame(file, stream.index(), tail, avformat.AVSEEK_FLAG_BACKWARD) >= 0;
  }

  private void readPackets() {
    AVPacket packet = avcodec.av_packet_alloc();
    while (avformat.av_read_frame(file, packet) >= 0) {
      read(packet);
      avcodec.av_packet_unref(packet);
    }
    avcodec.av_packet_free(packet);
  }

  private void read(AVPacket packet) {
    long time = isKnown(packet.pts()) ? packet.pts() : packet.dts();
    if (!isKnown(time)) {
      return;
    }
    AVStream of = file.streams(packet.stream_index());
    double from = time * avutil.av_q2d(of.time_base());
    double length = packet.duration() * avutil.av_q2d(of.time_base());
    if (packet.stream_index() == stream.index()) {
      videoEnd = Math.max(videoEnd, from + (length > 0 ? length : usual(stream)));
      see(from);
    }
    anyEnd = Math.max(anyEnd, from + length);
  }

  private void see(double from) {
    if (Double.isNaN(last)) {
      first = from;
    } else {
      requireForward(last, from);
      longest = Math.max(longest, from - last);
    }
    last = from;
  }

  private void requireWhole() {
    double end = Math.max(anyEnd, videoEnd);
    double whole = claimed(end);
    require(
        whole - end <= slack(stream, longest, whole),
        "the video is damaged or cut off: it ends at %.2f of %.2f s; fetch it again, or keep what there is (ffmpeg -i VIDEO NEW.mp4)"
            .formatted(end, whole));
  }

  /** Some containers count from the first image on, others from 0: the smaller one of both. */
  private double claimed(double end) {
    if (isAvi(file)) {
      return stream.nb_frames() < MOST_FRAMES ? stream.nb_frames() * unit : end;
    }
    boolean said = file.duration_estimation_method() == avformat.AVFMT_DURATION_FROM_STREAM;
    return said && !isGuessed() ? file.duration() / MICROS : end;
  }
}
