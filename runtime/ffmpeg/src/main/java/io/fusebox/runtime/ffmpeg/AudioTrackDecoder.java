package io.fusebox.runtime.ffmpeg;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.toolkit.media.DecodedAudio;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;

/** Decodes an audio file, or the audio of a video. */
final class AudioTrackDecoder {
  /** An hour and more of stereo at 16 kHz; what one array of each channel can hold. */
  private static final long MAX_SAMPLES = 1L << 27;

  private static final int MAX_CHANNELS = 64;

  private AudioTrackDecoder() {}

  static DecodedAudio decode(Path file, double mostSeconds) {
    FFmpegFrameGrabber grabber = FrameGrabbers.open(file, "audio");
    try {
      require(grabber.hasAudio(), "the file " + file + " holds no audio");
      int channels = grabber.getAudioChannels();
      int rate = grabber.getSampleRate();
      require(
          channels >= 1 && channels <= MAX_CHANNELS && rate >= 1,
          "the audio %s has %d channels at %d Hz".formatted(file, channels, rate));
      long most = Math.min((long) Math.ceil(mostSeconds * rate), MAX_SAMPLES / channels);
      return new DecodedAudio(split(chunks(grabber, most * channels), channels, most), rate);
    } catch (FFmpegFrameGrabber.Exception e) {
      throw FrameGrabbers.unreadable(file, "audio", e);
    } finally {
      FrameGrabbers.close(grabber);
    }
  }

  /** Interleaved samples, a little more than {@code most} at the most. */
  private static List<float[]> chunks(FFmpegFrameGrabber grabber, long most)
      throws FFmpegFrameGrabber.Exception {
    List<float[]> chunks = new ArrayList<>();
    long found = 0;
    for (Frame f = grabber.grabSamples(); f != null && found < most; f = grabber.grabSamples()) {
      FloatBuffer samples = (FloatBuffer) f.samples[0];
      float[] chunk = new float[samples.remaining()];
      samples.get(chunk);
      chunks.add(chunk);
      found += chunk.length;
    }
    return chunks;
  }

  private static float[][] split(List<float[]> chunks, int channels, long most) {
    long found = chunks.stream().mapToLong(c -> c.length).sum() / channels;
    float[][] split = new float[channels][(int) Math.min(found, most)];
    long i = 0;
    for (float[] chunk : chunks) {
      for (float sample : chunk) {
        int at = (int) (i / channels);
        if (at < split[0].length) {
          split[(int) (i % channels)][at] = sample;
        }
        i++;
      }
    }
    return split;
  }
}
