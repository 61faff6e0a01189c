package io.fusebox.runtime.ffmpeg;

import io.fusebox.toolkit.image.ImageDecoder;
import io.fusebox.toolkit.image.Pixels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/**
 * Videos made by the tests: frame i is of one gray, {@link #gray}, so that a decoded frame says
 * which one it is.
 */
final class Clips {
  static final int RATE = 10;
  private static final int HERTZ = 16_000;

  private Clips() {}

  /** The gray of frame i: 20 levels over and over, far enough apart to survive compression. */
  static int gray(int i) {
    return 20 + 10 * (i % 20);
  }

  /** Which of 20 frames a decoded image is. */
  static int frame(byte[] image) {
    Pixels pixels = new ImageDecoder().decode(image);
    int middle = 3 * (pixels.height() / 2 * pixels.width() + pixels.width() / 2);
    return Math.round(((pixels.rgb()[middle] & 0xff) - 20) / 10f);
  }

  /** A video of {@code frames} frames, 10 a second, with a key frame every {@code keys}. */
  static Path video(Path file, int frames, int keys) throws IOException {
    return video(file, frames, keys, 1_000_000 / RATE);
  }

  /** A video whose frames are {@code micros} apart. */
  static Path video(Path file, int frames, int keys, long micros) throws IOException {
    try (FFmpegFrameRecorder recorder = recorder(file, 0)) {
      recorder.setGopSize(keys);
      recorder.start();
      for (int i = 0; i < frames; i++) {
        recorder.setTimestamp(i * micros);
        recorder.record(image(gray(i)), avutil.AV_PIX_FMT_BGR24);
      }
    }
    return file;
  }

  /** A video whose frame i is presented at a time of its own. */
  static Path video(Path file, double... seconds) throws IOException {
    try (FFmpegFrameRecorder recorder = recorder(file, 0)) {
      record(recorder, seconds);
    }
    return file;
  }

  /** The same, written as into a pipe: nothing is filled in afterwards. */
  static Path piped(Path file, String format, double... seconds) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        FFmpegFrameRecorder recorder = set(new FFmpegFrameRecorder(out, 64, 48, 0), file)) {
      recorder.setFormat(format);
      record(recorder, seconds);
    }
    return file;
  }

  private static void record(FFmpegFrameRecorder recorder, double... seconds) throws IOException {
    recorder.setFrameRate(100); // so fine is the clock
    recorder.start();
    for (int i = 0; i < seconds.length; i++) {
      recorder.setTimestamp(Math.round(seconds[i] * 1e6));
      recorder.record(image(gray(i)), avutil.AV_PIX_FMT_BGR24);
    }
  }

  /** A video of a black image whose quarter at the top left is white. */
  static Path quarter(Path file) throws IOException {
    Frame frame = image(0);
    ByteBuffer pixels = (ByteBuffer) frame.image[0];
    for (int i = 0; i < pixels.capacity(); i++) {
      boolean white = i / frame.imageStride < 24 && i % frame.imageStride < 3 * 32;
      pixels.put(i, (byte) (white ? 255 : 0));
    }
    try (FFmpegFrameRecorder recorder = recorder(file, 0)) {
      recorder.start();
      for (int i = 0; i < 5; i++) {
        recorder.record(frame, avutil.AV_PIX_FMT_BGR24);
      }
    }
    return file;
  }

  /** A second of a tone of 440 Hz; with images or without. */
  static Path sound(Path file, boolean images) throws IOException {
    try (FFmpegFrameRecorder recorder = images ? recorder(file, 1) : soundAlone(file)) {
      recorder.setSampleRate(HERTZ);
      recorder.start();
      for (int i = 0; images && i < RATE; i++) {
        recorder.setTimestamp(i * 1_000_000L / RATE);
        recorder.record(image(gray(i)), avutil.AV_PIX_FMT_BGR24);
      }
      int channels = recorder.getAudioChannels();
      recorder.recordSamples(HERTZ, channels, ShortBuffer.wrap(repeated(tone(), channels)));
    }
    return file;
  }

  /** The same tone, written as into a pipe. */
  static Path pipedSound(Path file, String format) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        FFmpegFrameRecorder recorder =
            vorbisIfOgg(file, channels -> new FFmpegFrameRecorder(out, channels))) {
      recorder.setFormat(format);
      recorder.setSampleRate(HERTZ);
      recorder.start();
      int channels = recorder.getAudioChannels();
      recorder.recordSamples(HERTZ, channels, ShortBuffer.wrap(repeated(tone(), channels)));
    }
    return file;
  }

  /** The second of a tone that {@link #sound} records. */
  static short[] tone() {
    short[] tone = new short[HERTZ];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (short) (16_000 * Math.sin(2 * Math.PI * 440 * i / HERTZ));
    }
    return tone;
  }

  /** The same samples for every channel, interleaved. */
  private static short[] repeated(short[] samples, int channels) {
    short[] all = new short[channels * samples.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = samples[i / channels];
    }
    return all;
  }

  /** Silence at 8 kHz: a small file, however long. */
  static Path silence(Path file, int seconds) throws IOException {
    try (FFmpegFrameRecorder recorder = soundAlone(file)) {
      recorder.setSampleRate(8_000);
      recorder.start();
      short[] minute = new short[60 * 8_000];
      for (int done = 0; done < seconds; done += 60) {
        recorder.recordSamples(8_000, 1, ShortBuffer.wrap(minute));
      }
    }
    return file;
  }

  private static FFmpegFrameRecorder soundAlone(Path file) {
    return vorbisIfOgg(file, channels -> new FFmpegFrameRecorder(file.toFile(), channels));
  }

  private static FFmpegFrameRecorder vorbisIfOgg(
      Path file, IntFunction<FFmpegFrameRecorder> recorders) {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    if (!file.toString().endsWith(".ogg")) {
      return recorders.apply(1);
    }
    // ffmpeg's own Vorbis encoder writes two channels, and wants to be asked for by this.
    FFmpegFrameRecorder recorder = recorders.apply(2);
    recorder.setAudioCodec(avcodec.AV_CODEC_ID_VORBIS);
    recorder.setAudioOption("strict", "experimental");
    recorder.setAudioQuality(3);
    return recorder;
  }

  private static FFmpegFrameRecorder recorder(Path file, int channels) {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    return set(new FFmpegFrameRecorder(file.toFile(), 64, 48, channels), file);
  }

  private static FFmpegFrameRecorder set(FFmpegFrameRecorder recorder, Path file) {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    boolean webm = file.toString().endsWith(".webm");
    recorder.setVideoCodec(webm ? avcodec.AV_CODEC_ID_VP8 : avcodec.AV_CODEC_ID_MPEG4);
    recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
    recorder.setFrameRate(RATE);
    recorder.setVideoBitrate(400_000);
    return recorder;
  }

  private static Frame image(int gray) {
    Frame frame = new Frame(64, 48, Frame.DEPTH_UBYTE, 3);
    ByteBuffer pixels = (ByteBuffer) frame.image[0];
    while (pixels.hasRemaining()) {
      pixels.put((byte) gray);
    }
    pixels.rewind();
    return frame;
  }
}
