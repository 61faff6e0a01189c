package io.fusebox.runtime.ffmpeg;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.toolkit.media.DecodedAudio;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;

/** Decodes an audio file, or the audio of a video. */
final class AudioTrackDecoder {
  /** An hour and more of stereo at 16 kHz; what one array of each channel can hold. */
  private static final long MAX_SAMPLES = 1L << 27;

  private static final int MAX_CHANNELS = 64;

  private final Path path;
  private final int channels;
  private final int rate;
  private final long most;
  private final List<float[][]> chunks = new ArrayList<>();
  private long found;
  private int longest;

  private AudioTrackDecoder(Path path, int channels, int rate, double mostSeconds) {
    require(
        channels >= 1 && channels <= MAX_CHANNELS && rate >= 1,
        "the audio %s has %d channels at %d Hz".formatted(path, channels, rate));
    this.path = path;
    this.channels = channels;
    this.rate = rate;
    this.most = Math.min((long) Math.ceil(mostSeconds * rate), MAX_SAMPLES / channels);
  }

  static DecodedAudio decode(Path path, double mostSeconds) {
    FFmpegFrameGrabber grabber = FrameGrabbers.open(path, "audio");
    try {
      require(grabber.hasAudio(), "the file " + path + " holds no audio");
      AVFormatContext file = grabber.getFormatContext();
      int best = best(file, grabber.getAudioStream());
      boolean opened = best == grabber.getAudioStream();
      AVCodecParameters its = file.streams(best).codecpar();
      int channels = opened ? grabber.getAudioChannels() : its.ch_layout().nb_channels();
      int rate = opened ? grabber.getSampleRate() : its.sample_rate();
      return new AudioTrackDecoder(path, channels, rate, mostSeconds).decode(file, best);
    } finally {
      FrameGrabbers.close(grabber);
    }
  }

  /** Of several tracks the one that ffmpeg takes: one that is marked as the default goes first. */
  private static int best(AVFormatContext file, int first) {
    int best =
        avformat.av_find_best_stream(file, avutil.AVMEDIA_TYPE_AUDIO, -1, -1, (AVCodec) null, 0);
    return best < 0 ? first : best;
  }

  private DecodedAudio decode(AVFormatContext file, int index) {
    AVStream stream = file.streams(index);
    try (AudioFrames frames = new AudioFrames(path, file, stream)) {
      AVFrame frame = frames.next();
      for (; frame != null && found < most; frame = frames.next()) {
        add(frame);
      }
      if (frame == null) {
        new AudioLength(path, file, stream)
            .requireWhole((double) found / rate, (double) longest / rate, frames.end());
      }
    }
    return new DecodedAudio(joined(), rate);
  }

  private void add(AVFrame frame) {
    require(
        frame.ch_layout().nb_channels() == channels && frame.sample_rate() == rate,
        "the audio %s goes on with %d channels at %d Hz after %d at %d Hz: re-encode it (ffmpeg -i AUDIO NEW.flac)"
            .formatted(path, frame.ch_layout().nb_channels(), frame.sample_rate(), channels, rate));
    chunks.add(SampleReader.read(frame));
    found += frame.nb_samples();
    longest = Math.max(longest, frame.nb_samples());
  }

  private float[][] joined() {
    float[][] all = new float[channels][(int) Math.min(found, most)];
    int at = 0;
    for (float[][] chunk : chunks) {
      int length = Math.min(chunk[0].length, all[0].length - at);
      for (int c = 0; c < channels; c++) {
        System.arraycopy(chunk[c], 0, all[c], at, length);
      }
      at += length;
    }
    return all;
  }
}
