package io.fusebox.toolkit.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.fixtures.Fixtures;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spectra and mel bands: the definition's numbers, and the reference's. */
class SpectrogramTest {
  private static final int RATE = 16_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 30, 64, 97, 400})
  void aTransformOfAnySizeIsWhatItsDefinitionSays(int size) {
    double[] frame = new Random(size).doubles(size, -1, 1).toArray();
    double[] expected = new double[size / 2 + 1];
    for (int k = 0; k < expected.length; k++) {
      double real = 0;
      double imaginary = 0;
      for (int i = 0; i < size; i++) {
        real += frame[i] * Math.cos(2 * Math.PI * k * i / size);
        imaginary += frame[i] * Math.sin(2 * Math.PI * k * i / size);
      }
      expected[k] = real * real + imaginary * imaginary;
    }
    assertArrayEquals(expected, new FourierTransform(size).power(frame), 1e-9);
  }

  @Test
  void theReferencesLogMelSpectrograms() {
    LogMelSpectrogram spectrogram = new LogMelSpectrogram(RATE, RATE, 400, 160, 20);
    float[] expected = reference("whisper-tiny", "outputs", "input_features");
    int size = 20 * 100;
    for (int i = 0; i < expected.length / size; i++) {
      float[] one = Arrays.copyOfRange(expected, i * size, (i + 1) * size);
      float[] sound = reference("whisper-tiny", "inputs", "waveform." + i);
      assertArrayEquals(one, spectrogram.of(sound), 2e-5f, "sound " + i);
    }
  }

  @Test
  void theReferencesFilterBanks() {
    KaldiFilterBank bank = new KaldiFilterBank(RATE, 32);
    float[] expected = reference("ast-tiny", "outputs", "input_values");
    int size = 64 * 32;
    for (int i = 0; i < expected.length / size; i++) {
      float[] logs = bank.of(reference("ast-tiny", "inputs", "waveform." + i), 64);
      for (int j = 0; j < logs.length; j++) {
        logs[j] = (float) ((logs[j] + 4.2677393) / (2 * 4.5689974));
      }
      float[] heard = Arrays.copyOfRange(expected, i * size, i * size + logs.length);
      assertArrayEquals(heard, logs, 2e-5f, "sound " + i);
    }
  }

  @Test
  void framesOfTheAudioAreCountedWithoutWhatFillsItUp() {
    LogMelSpectrogram spectrogram = new LogMelSpectrogram(RATE, RATE, 400, 160, 20);
    assertEquals(100, spectrogram.frames());
    assertEquals(1, spectrogram.frames(1));
    assertEquals(1, spectrogram.frames(160));
    assertEquals(2, spectrogram.frames(161));
    assertEquals(100, spectrogram.frames(1_000_000));
  }

  @Test
  void silenceIsFiniteEverywhere() {
    float[] heard = new LogMelSpectrogram(RATE, RATE, 400, 160, 20).of(new float[0]);
    assertEquals(-1.5f, heard[0]);
    float[] bank = new KaldiFilterBank(RATE, 32).of(new float[400], 64);
    assertEquals((float) KaldiFilterBank.silence(), bank[31]);
  }

  @Test
  void anAudioClipShorterThanAFrameIsRefused() {
    KaldiFilterBank bank = new KaldiFilterBank(RATE, 32);
    String message =
        assertThrows(FuseboxException.class, () -> bank.of(new float[399], 64)).getMessage();
    assertTrue(message.contains("399 samples") && message.contains("400"), message);
  }

  private static float[] reference(String name, String file, String tensor) {
    Path path = Fixtures.folder("golden/" + name).resolve(file + ".safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      return SafetensorsFile.open(path).read(manager, tensor).toFloatArray();
    }
  }
}
