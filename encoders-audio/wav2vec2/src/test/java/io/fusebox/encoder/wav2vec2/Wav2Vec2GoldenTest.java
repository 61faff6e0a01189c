package io.fusebox.encoder.wav2vec2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.audio.PaddedAudio;
import io.fusebox.toolkit.speech.SpeechEncoder;
import io.fusebox.toolkit.speech.SpeechEncoder.Features;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference's numbers. */
class Wav2Vec2GoldenTest {
  private static final double TOLERANCE = 1e-4;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wav2vec2-tiny-group", "wav2vec2-tiny-layer"})
  void clipsArePreparedAndPadded(String name) {
    TinyWav2Vec2 golden = TinyWav2Vec2.of(name);
    SpeechEncoder encoder = golden.encoder(manager, Features.SEQUENCE);
    PaddedAudio masked = golden.padded(manager, encoder, true);
    close(golden, "fe.with_mask.input_values", masked.values());
    assertArrayEquals(
        golden.output(manager, "fe.with_mask.attention_mask").toIntArray(),
        masked.mask().toIntArray());
    close(golden, "fe.no_mask.input_values", golden.padded(manager, encoder, false).values());
    close(golden, "fe.single.0.input_values", single(golden, encoder, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wav2vec2-tiny-group", "wav2vec2-tiny-layer"})
  void everyOutputOfPaddedClips(String name) {
    TinyWav2Vec2 golden = TinyWav2Vec2.of(name);
    SpeechEncoder encoder = golden.encoder(manager, Features.SEQUENCE);
    PaddedAudio sounds = golden.padded(manager, encoder, true);
    Map<String, NDArray> masked = encoder.outputs(sounds.values(), sounds.lengths());
    assertEquals(golden.output(manager, "feature_mask"), masked.get("feature_mask"));
    assertArrayEquals(
        golden.output(manager, "output_lengths").toLongArray(), encoder.frames(sounds.lengths()));
    close(golden, "conv_features", masked.get("conv_features"));
    close(golden, "pos_conv_weight", masked.get("pos_conv_weight"));
    all(golden, "masked.", masked);
    all(golden, "unmasked.", encoder.outputs(sounds.values()));
    PaddedAudio heard = golden.padded(manager, encoder, false);
    all(golden, "nomask_fe_unmasked.", encoder.outputs(heard.values()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wav2vec2-tiny-group", "wav2vec2-tiny-layer"})
  void singleClips(String name) {
    TinyWav2Vec2 golden = TinyWav2Vec2.of(name);
    SpeechEncoder sequence = golden.encoder(manager, Features.SEQUENCE);
    SpeechEncoder pooled = golden.encoder(manager, Features.POOLED);
    for (int i = 0; i < 2; i++) {
      NDArray sound = single(golden, sequence, i);
      String output = "single" + i + ".last_hidden_state";
      close(golden, output, sequence.encode(sound));
      NDArray mean = golden.output(manager, output).mean(new int[] {1}, true);
      Tensors.assertClose(mean, pooled.encode(sound), TOLERANCE, "pooled");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wav2vec2-tiny-group", "wav2vec2-tiny-layer"})
  void checkpointsWithAHeadAndNewerNames(String name) {
    TinyWav2Vec2 golden = TinyWav2Vec2.of(name);
    SpeechEncoder encoder = golden.encoder(manager, Features.SEQUENCE, TinyWav2Vec2.NEW_NAMES);
    close(golden, "single0.last_hidden_state", encoder.encode(single(golden, encoder, 0)));
    assertTrue(
        encoder.parameters().keySet().stream().allMatch(n -> n.startsWith("wav2vec2.")),
        "the head is not part of the encoder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wav2vec2-tiny-layer"})
  void paddingChangesNothingWhereItIsMasked(String name) {
    TinyWav2Vec2 golden = TinyWav2Vec2.of(name);
    for (Features features : Features.values()) {
      SpeechEncoder encoder = golden.encoder(manager, features);
      PaddedAudio sounds = golden.padded(manager, encoder, true);
      NDArray batch = encoder.encode(sounds.values(), sounds.lengths());
      for (int i = 0; i < 2; i++) {
        NDArray alone = encoder.encode(single(golden, encoder, i));
        NDArray together = batch.get("{}, :{}", i, alone.getShape().get(1)).expandDims(0);
        Tensors.assertClose(alone, together, TOLERANCE, features + " of audio " + i);
      }
    }
  }

  private NDArray single(TinyWav2Vec2 golden, SpeechEncoder encoder, int i) {
    return encoder.processor().pad(manager, List.of(golden.sounds(manager).get(i))).values();
  }

  private void close(TinyWav2Vec2 golden, String name, NDArray found) {
    Tensors.assertClose(golden.output(manager, name), found, TOLERANCE, name);
  }

  private void all(TinyWav2Vec2 golden, String prefix, Map<String, NDArray> found) {
    List<String> names =
        golden.outputs().names().stream().filter(n -> n.startsWith(prefix)).toList();
    assertEquals(5, names.size(), prefix);
    names.forEach(n -> close(golden, n, found.get(n.substring(prefix.length()))));
  }
}
