package io.fusebox.encoder.wav2vec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.speech.SpeechEncoder;
import io.fusebox.toolkit.speech.SpeechEncoder.Features;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which checkpoints are read, and how the others are refused. */
class Wav2Vec2CheckpointTest {
  private static final Predicate<String> PLAIN =
      n -> !n.startsWith("wav2vec2.") && !n.contains("parametrizations");

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void convolutionsMayBeOfAnyNumberAndSize() {
    SpeechEncoder encoder = read(c -> {});
    // (1000 - 8) / 4 + 1 = 249, (249 - 3) / 2 + 1 = 124
    assertEquals(new Shape(2, 124, 12), encoder.encode(sounds(2, 1000)).getShape());
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void positionsMaySeeAnEvenOrAnOddNumberOfFrames(int kernel) {
    SpeechEncoder encoder = read(c -> c.put("num_conv_pos_embeddings", kernel));
    assertEquals(new Shape(1, 124, 12), encoder.encode(sounds(1, 1000)).getShape());
  }

  @Test
  void groupNormsGoWithBiasesAndStableLayersToo() {
    SpeechEncoder encoder = read(c -> c.put("conv_bias", true).put("do_stable_layer_norm", true));
    assertTrue(encoder.parameters().containsKey("feature_extractor.conv_layers.1.conv.bias"));
    assertEquals(new Shape(1, 124, 12), encoder.encode(sounds(1, 1000)).getShape());
  }

  @Test
  void aBatchThatIsEncodedInPartsIsTheSameAsItsClips() {
    // Wide strides, so that long audio clips have few frames.
    SpeechEncoder encoder = read(c -> c.putArray("conv_stride").add(200).add(2));
    NDArray batch = sounds(3, 90_000);
    NDArray together = encoder.encode(batch);
    for (int i = 0; i < 3; i++) {
      NDArray alone = encoder.encode(batch.get("{}:{}", i, i + 1));
      Tensors.assertClose(alone, together.get("{}:{}", i, i + 1), 1e-4, "sound " + i);
    }
  }

  @Test
  void theShortestAudioIsOneFrame() {
    SpeechEncoder encoder = read(c -> {}); // (3 - 1) * 4 + 8 = 16
    assertEquals(new Shape(1, 1, 12), encoder.encode(sounds(1, 16)).getShape());
    String message =
        assertThrows(FuseboxException.class, () -> encoder.encode(sounds(1, 15))).getMessage();
    assertTrue(message.contains("15 samples") && message.contains("fewer than 16"), message);
  }

  @Test
  void silenceHasFiniteFeatures() {
    for (String norm : new String[] {"group", "layer"}) {
      SpeechEncoder encoder = read(c -> c.put("feat_extract_norm", norm));
      NDArray features = encoder.encode(encoder.blank(sounds(1, 1000)));
      assertTrue(features.isNaN().logicalOr(features.isInfinite()).none().getBoolean(), norm);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "hidden_act, softsign, gelu",
    "feat_extract_activation, softsign, gelu",
    "feat_extract_norm, batch, 'group'",
    "model_type, wavlm, 'wav2vec2'",
    "num_attention_heads, 5, multiple",
    "num_conv_pos_embedding_groups, 5, multiple",
    "num_conv_pos_embeddings, 0, between",
    "num_hidden_layers, -1, between",
    "layer_norm_eps, 7, (0",
    "add_adapter, true, without",
    "adapter_attn_dim, 16, without",
    "conv_stride, 3, list",
  })
  void namesWhatItCannotRead(String key, String value, String rule) {
    String message =
        refusal(
            c -> {
              if (value.matches("-?[0-9]+")) {
                c.put(key, Integer.parseInt(value));
              } else if (value.equals("true")) {
                c.put(key, true);
              } else {
                c.put(key, value);
              }
            },
            PLAIN);
    assertTrue(message.contains(value) || message.contains(key), message);
    assertTrue(message.contains(rule), message);
  }

  @Test
  void refusesListsOfUnequalLength() {
    String message = refusal(c -> c.putArray("conv_stride").add(4), PLAIN);
    assertTrue(message.contains("found 2, 2 and 1"), message);
  }

  @Test
  void refusesConvolutionsThatNobodyHas() {
    String message = refusal(c -> c.putArray("conv_dim").add(6).add(1 << 30), PLAIN);
    assertTrue(message.contains("conv_dim must be between"), message);
  }

  @Test
  void namesAMissingTensor() {
    String gone = "encoder.layers.1.attention.k_proj.weight";
    String message = refusal(c -> {}, PLAIN.and(n -> !n.equals(gone)));
    assertTrue(message.contains(gone), message);
  }

  @Test
  void refusesLengthsThatDoNotFit() {
    SpeechEncoder encoder = read(c -> {});
    NDArray batch = sounds(2, 100);
    for (long[] lengths : new long[][] {{100}, {100, 101}, {100, 3}, {100, 0}}) {
      assertThrows(FuseboxException.class, () -> encoder.encode(batch, lengths));
    }
  }

  private NDArray sounds(long b, long t) {
    return Tensors.normal(manager, new Shape(b, t), 7);
  }

  private String refusal(Consumer<ObjectNode> change, Predicate<String> has) {
    return assertThrows(FuseboxException.class, () -> read(change, has)).getMessage();
  }

  private SpeechEncoder read(Consumer<ObjectNode> change) {
    return read(change, PLAIN);
  }

  private SpeechEncoder read(Consumer<ObjectNode> change, Predicate<String> has) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("model_type", "wav2vec2").put("hidden_size", 12).put("intermediate_size", 20);
    config.put("num_hidden_layers", 2).put("num_attention_heads", 3);
    config.put("num_conv_pos_embeddings", 4).put("num_conv_pos_embedding_groups", 2);
    config.putArray("conv_dim").add(6).add(8);
    config.putArray("conv_kernel").add(8).add(3);
    config.putArray("conv_stride").add(4).add(2);
    change.accept(config);
    UntrainedCheckpoint checkpoint = new UntrainedCheckpoint(Path.of("made-up"), config, 1, has);
    return Wav2Vec2.read(new SpeechEncoder.Config(Features.SEQUENCE, 60), checkpoint, manager);
  }
}
