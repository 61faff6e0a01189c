package io.fusebox.runtime.worlds.clips;

import io.fusebox.runtime.worlds.audio.GeneratedAudio;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Writes audio clips as WAV files of one channel and 16 bits. */
final class WavWriter {
  private WavWriter() {}

  static void write(Path file, GeneratedAudio recording) throws IOException {
    float[] samples = recording.samples();
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples) {
      bytes.putShort((short) Math.round(Short.MAX_VALUE * Math.max(-1, Math.min(1, sample))));
    }
    AudioFormat format = new AudioFormat(GeneratedAudio.RATE, 16, 1, true, false);
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, samples.length),
        AudioFileFormat.Type.WAVE,
        file.toFile());
  }
}
