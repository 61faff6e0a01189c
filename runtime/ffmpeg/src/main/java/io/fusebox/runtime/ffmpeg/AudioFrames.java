package io.fusebox.runtime.ffmpeg;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Decodes an audio stream of a file that is open, frame by frame. A player leaves out what it
 * cannot decode; here it ends the decoding, because audio that is missing is heard by nobody.
 */
final class AudioFrames implements AutoCloseable {
  private final Path path;
  private final AVFormatContext file;
  private final AVStream stream;
  private final AVCodecContext decoder;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final AVFrame frame = avutil.av_frame_alloc();
  private boolean drained;
  private double end = Double.NEGATIVE_INFINITY;

  /**
   * Opens a decoder.
   *
   * @param path for messages
   * @param file stays the caller's, and must not be closed before this
   */
  AudioFrames(Path path, AVFormatContext file, AVStream stream) {
    this.path = path;
    this.file = file;
    this.stream = stream;
    AVCodec codec = avcodec.avcodec_find_decoder(stream.codecpar().codec_id());
    this.decoder = avcodec.avcodec_alloc_context3(codec);
    avcodec.avcodec_parameters_to_context(decoder, stream.codecpar());
    decoder.pkt_timebase(stream.time_base());
    if (stream.codecpar().codec_id() == avcodec.AV_CODEC_ID_FLAC) {
      // Its frames carry checksums, which are not looked at otherwise.
      decoder.err_recognition(avcodec.AV_EF_CRCCHECK | avcodec.AV_EF_EXPLODE);
    }
    int failed = avcodec.avcodec_open2(decoder, codec, (AVDictionary) null);
    if (failed < 0) {
      close();
      require(false, "ffmpeg cannot decode the audio (error %d)".formatted(failed));
    }
  }

  /**
   * The next frame; null at the end.
   *
   * @return owned by this until the next call
   * @throws FuseboxException when a part of the audio cannot be decoded
   */
  @Nullable AVFrame next() {
    int result = avcodec.avcodec_receive_frame(decoder, frame);
    while (result == avutil.AVERROR_EAGAIN()) {
      feed();
      result = avcodec.avcodec_receive_frame(decoder, frame);
    }
    if (result == avutil.AVERROR_EOF()) {
      return null;
    }
    requireDecoded(result);
    requireDecoded(-frame.decode_error_flags());
    return frame;
  }

  private void feed() {
    while (!drained) {
      int read = avformat.av_read_frame(file, packet);
      if (read < 0) {
        drained = true;
        avcodec.avcodec_send_packet(decoder, null);
        return;
      }
      see(packet);
      boolean ours = packet.stream_index() == stream.index();
      int sent = ours ? avcodec.avcodec_send_packet(decoder, packet) : 0;
      avcodec.av_packet_unref(packet);
      requireDecoded(sent);
      if (ours) {
        return;
      }
    }
  }

  private void see(AVPacket packet) {
    if (packet.pts() != avutil.AV_NOPTS_VALUE) {
      double unit = avutil.av_q2d(file.streams(packet.stream_index()).time_base());
      end = Math.max(end, (packet.pts() + packet.duration()) * unit);
    }
  }

  /** When the packets end that were read so far, of all streams; on the file's own clock. */
  double end() {
    return end;
  }

  private void requireDecoded(int result) {
    if (result < 0) {
      throw damaged(path, "a part of it cannot be decoded");
    }
  }

  static FuseboxException damaged(Path path, String how) {
    return new FuseboxException(
        "the audio %s is damaged or cut off: %s; fetch it again, or keep what there is (ffmpeg -i AUDIO NEW.flac)"
            .formatted(path, how));
  }

  @Override
  public void close() {
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
    avcodec.avcodec_free_context(decoder);
  }
}
