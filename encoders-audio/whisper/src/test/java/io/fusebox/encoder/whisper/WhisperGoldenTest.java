package io.fusebox.encoder.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.encoder.whisper.Whisper.Features;
import io.fusebox.encoder.whisper.Whisper.Frames;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.audio.Waveform;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference's numbers. */
class WhisperGoldenTest {
  private static final double TOLERANCE = 1e-4;
  private static final int SOUNDS = 5;

  private final NDManager manager = NDManager.newBaseManager();
  private final GoldenCase golden = TinyWhisper.WHOLE;

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @EnumSource(Frames.class)
  void everyOutputOfClipsThatAreShorterOrLongerThanTheModelHears(Frames frames) {
    Whisper whisper = TinyWhisper.read(golden, manager, Features.SEQUENCE, frames);
    for (int i = 0; i < SOUNDS; i++) {
      Map<String, NDArray> outputs = whisper.outputs(sound(whisper, i));
      assertEquals(golden.outputs().names(), outputs.keySet());
      for (String name : outputs.keySet()) {
        Tensors.assertClose(expected(name, i), outputs.get(name), TOLERANCE, name + " of " + i);
      }
    }
  }

  @Test
  void framesAreThoseOfTheAudioAloneOrAll() {
    Whisper real = TinyWhisper.read(golden, manager, Features.SEQUENCE, Frames.REAL);
    Whisper all = TinyWhisper.read(golden, manager, Features.SEQUENCE, Frames.ALL);
    long[] frames = {50, 29, 2, 50, 10}; // of 20 ms each, of audio clips of 1 s, 0.56 s, 25 ms, ...
    for (int i = 0; i < SOUNDS; i++) {
      NDArray expected = expected("last_hidden_state", i);
      Tensors.assertClose(expected, all.encode(sound(all, i)), TOLERANCE, "all of " + i);
      NDArray first = expected.get(":, :{}", frames[i]);
      Tensors.assertClose(first, real.encode(sound(real, i)), TOLERANCE, "real of " + i);
    }
  }

  @Test
  void pooledIsTheMeanOfTheFrames() {
    Whisper pooled = TinyWhisper.read(golden, manager, Features.POOLED, Frames.REAL);
    NDArray frames = expected("last_hidden_state", 1).get(":, :29");
    NDArray found = pooled.encode(sound(pooled, 1));
    Tensors.assertClose(frames.mean(new int[] {1}, true), found, TOLERANCE, "pooled");
  }

  @Test
  void anEncoderAloneReadsSpectrograms() {
    GoldenCase alone = TinyWhisper.ENCODER;
    Whisper whisper = TinyWhisper.read(alone, manager, Features.SEQUENCE, Frames.REAL);
    NDArray features = whisper.encode(alone.input(manager, "input_features"));
    Tensors.assertClose(
        alone.output(manager, "last_hidden_state"), features, TOLERANCE, "last_hidden_state");
  }

  @Test
  void theDecoderIsNoPartOfTheEncoder() {
    Whisper whisper = TinyWhisper.read(golden, manager, Features.SEQUENCE, Frames.REAL);
    assertEquals(
        golden.checkpoint().names().stream().filter(n -> n.startsWith("encoder.")).count(),
        whisper.parameters().size());
  }

  private NDArray sound(Whisper whisper, int i) {
    float[] samples = golden.input(manager, "waveform." + i).toFloatArray();
    return whisper.decode(manager, new Waveform(16_000, samples).toWav()).expandDims(0);
  }

  private NDArray expected(String name, int i) {
    return golden.output(manager, name).get("{}:{}", i, i + 1);
  }
}
