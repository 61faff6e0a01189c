package io.fusebox.runtime.itests;

import io.fusebox.testkit.GoldenCase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/** Videos and audio clips that the tests record, and a pipeline for all three modalities. */
final class Recorded {
  private static final int SIDE = 64;
  private static final int RATE = 16_000;

  private Recorded() {}

  /** Text, video and audio; the audio encoder is a tiny one, which {@code linear} widens. */
  static Path pipeline(Path file) throws IOException {
    Path golden = GoldenCase.of("wav2vec2-tiny-group").folder();
    return Files.writeString(
        file,
        """
        plm: embedded:bart-shapes
        modalities:
          video: {encoder: frames, frames-encoder: vit, model: embedded:vit-shapes, frames: 4, features: pooled}
          audio: {encoder: wav2vec2, model: %s, features: pooled}
        strategy: [linear, promptfuse]
        task: {verbalizer: {sarcastic: "yes", sincere: "no"}}
        """
            .formatted(golden));
  }

  /** A WAV file of 16 bits and one channel that holds a tone. */
  static byte[] wav(int rate, int samples) {
    ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes()).putInt(36 + 2 * samples).put("WAVEfmt ".getBytes()).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate);
    wav.putShort((short) 2).putShort((short) 16).put("data".getBytes()).putInt(2 * samples);
    for (short sample : tone(440, samples)) {
      wav.putShort(sample);
    }
    return wav.array();
  }

  /** The bytes with four of them, a number, replaced. */
  static byte[] with(byte[] bytes, int at, int number) {
    byte[] copy = bytes.clone();
    ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(at, number);
    return copy;
  }

  /**
   * Records a video with a tone of a second next to it.
   *
   * @param images how many, gray
   * @param seconds how long each is shown; 0 = a tenth, and no audio
   * @return its bytes
   */
  static byte[] video(Path file, int images, int seconds) throws IOException {
    int channels = seconds == 0 ? 0 : 1;
    try (FFmpegFrameRecorder recorder = recorder(file, channels)) {
      recorder.start();
      for (int i = 0; i < images; i++) {
        recorder.setTimestamp(seconds == 0 ? i * 100_000L : i * seconds * 1_000_000L);
        recorder.record(image(10 * (i % 20)), avutil.AV_PIX_FMT_BGR24);
      }
      if (channels == 1) {
        recorder.recordSamples(RATE, 1, ShortBuffer.wrap(tone(440, RATE)));
      }
    }
    return Files.readAllBytes(file);
  }

  /** Records a clip of a second: one gray, one tone. */
  static void clip(Path file, int gray, int hertz) throws IOException {
    try (FFmpegFrameRecorder recorder = recorder(file, 1)) {
      recorder.start();
      for (int i = 0; i < 10; i++) {
        recorder.setTimestamp(i * 100_000L);
        recorder.record(image(gray), avutil.AV_PIX_FMT_BGR24);
      }
      recorder.recordSamples(RATE, 1, ShortBuffer.wrap(tone(hertz, RATE)));
    }
  }

  private static FFmpegFrameRecorder recorder(Path file, int channels) {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), SIDE, SIDE, channels);
    recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
    recorder.setFrameRate(10);
    recorder.setSampleRate(RATE);
    return recorder;
  }

  private static short[] tone(int hertz, int samples) {
    short[] tone = new short[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (short) (16_000 * Math.sin(2 * Math.PI * hertz * i / RATE));
    }
    return tone;
  }

  private static Frame image(int gray) {
    Frame frame = new Frame(SIDE, SIDE, Frame.DEPTH_UBYTE, 3);
    byte[] pixels = new byte[3 * SIDE * SIDE];
    Arrays.fill(pixels, (byte) gray);
    ((ByteBuffer) frame.image[0]).put(pixels).rewind();
    return frame;
  }
}
