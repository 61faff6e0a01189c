package io.fusebox.runtime.ffmpeg;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.toolkit.image.ImageDecoder;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Decodes the video stream of a file that is open, frame by frame. */
final class VideoFrames implements FrameSource<TimedFrame>, AutoCloseable {
  private final AVFormatContext file;
  private final AVStream stream;
  private final int maxDecoded;
  private final double unit;
  private final AVCodecContext decoder;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private double start = Double.NaN;
  private double from = Double.NEGATIVE_INFINITY;
  private double until;
  private boolean drained;
  private int decoded;

  /**
   * Opens a decoder.
   *
   * @param file stays the caller's, and must not be closed before this
   * @param index of the video stream
   * @param maxDecoded more frames are not decoded
   */
  VideoFrames(AVFormatContext file, int index, int maxDecoded) {
    this.file = file;
    this.stream = file.streams(index);
    this.maxDecoded = maxDecoded;
    this.unit = avutil.av_q2d(stream.time_base());
    AVCodec codec = avcodec.avcodec_find_decoder(stream.codecpar().codec_id());
    this.decoder = avcodec.avcodec_alloc_context3(codec);
    avcodec.avcodec_parameters_to_context(decoder, stream.codecpar());
    decoder.pkt_timebase(stream.time_base());
    decoder.thread_count(0); // as many as there are processors
    decoder.max_pixels(ImageDecoder.MAX_PIXELS);
    int failed = avcodec.avcodec_open2(decoder, codec, (AVDictionary) null);
    if (failed < 0) {
      close();
      require(false, "ffmpeg cannot decode the video's frames (error %d)".formatted(failed));
    }
  }

  @Override
  public @Nullable TimedFrame next() {
    AVFrame frame = avutil.av_frame_alloc();
    int result = avcodec.avcodec_receive_frame(decoder, frame);
    while (result == avutil.AVERROR_EAGAIN()) {
      feed();
      result = avcodec.avcodec_receive_frame(decoder, frame);
    }
    if (result < 0) {
      avutil.av_frame_free(frame);
      return null;
    }
    decoded++;
    try {
      return timed(frame);
    } catch (RuntimeException e) {
      avutil.av_frame_free(frame);
      throw e;
    }
  }

  /** Gives the decoder the next packet; damaged ones are left to it, as every player does. */
  private void feed() {
    while (!drained) {
      if (avformat.av_read_frame(file, packet) < 0) {
        drained = true;
        avcodec.avcodec_send_packet(decoder, null);
        return;
      }
      boolean ours = packet.stream_index() == stream.index();
      if (ours) {
        avcodec.avcodec_send_packet(decoder, packet);
      }
      avcodec.av_packet_unref(packet);
      if (ours) {
        return;
      }
    }
  }

  private TimedFrame timed(AVFrame frame) {
    require(
        decoded <= maxDecoded,
        "to reach the frames that are asked for, more than %d must be decoded: cut the video, or give it more key frames (ffmpeg -i VIDEO -g 100 NEW.mp4)"
            .formatted(maxDecoded));
    long time = frame.best_effort_timestamp();
    if (Double.isNaN(start)) {
      start = time == avutil.AV_NOPTS_VALUE ? 0 : time * unit;
    }
    double told = time == avutil.AV_NOPTS_VALUE ? until : time * unit - start;
    FrameDurations.requireForward(from, told);
    from = Math.max(from, told);
    until = from + (frame.duration() > 0 ? frame.duration() * unit : FrameDurations.usual(stream));
    return new TimedFrame(frame, from, until);
  }

  @Override
  public double from(TimedFrame frame) {
    return frame.from();
  }

  @Override
  public boolean seek(double seconds, double after) {
    long time = Math.round((seconds + start) / unit);
    if (!mayHaveKeyFrame(Math.round((after + start) / unit), time)
        || avformat.av_seek_frame(file, stream.index(), time, avformat.AVSEEK_FLAG_BACKWARD) < 0) {
      return false;
    }
    avcodec.avcodec_flush_buffers(decoder);
    drained = false;
    from = Double.NEGATIVE_INFINITY;
    until = seconds;
    return true;
  }

  /** An index that goes on beyond the time knows whether there is a key frame before it. */
  private boolean mayHaveKeyFrame(long after, long time) {
    int entries = avformat.avformat_index_get_entries_count(stream);
    if (entries == 0 || avformat.avformat_index_get_entry(stream, entries - 1).timestamp() < time) {
      return true;
    }
    AVIndexEntry key =
        avformat.avformat_index_get_entry_from_timestamp(
            stream, time, avformat.AVSEEK_FLAG_BACKWARD);
    return key == null || key.timestamp() > after;
  }

  @Override
  public void free(TimedFrame frame) {
    frame.close();
  }

  @Override
  public void close() {
    avcodec.av_packet_free(packet);
    avcodec.avcodec_free_context(decoder);
  }
}
