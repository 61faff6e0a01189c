package io.fusebox.encoder.videomae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.image.BmpWriter;
import io.fusebox.toolkit.image.Pixels;
import io.fusebox.toolkit.vision.VisionEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which checkpoints are read, and how the others are refused. */
class VideoMaeCheckpointTest {
  private static final Predicate<String> PLAIN =
      n -> !n.startsWith("videomae.") && !n.startsWith("fc_norm") && !n.startsWith("classifier");

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void aClassifiersEncoderIsReadAndItsNormPools() {
    Predicate<String> classifier = n -> !n.startsWith("embeddings") && !n.startsWith("encoder");
    VisionEncoder model = read(config(), classifier, VideoMaeEncoder.Features.POOLED);
    NDArray pooled = model.encode(video());
    assertEquals(new Shape(2, 1, 12), pooled.getShape());
    assertEquals(0, pooled.mean().getFloat(), 1e-5, "normalised");
    assertEquals(new Shape(2, 2), model.outputs(video()).get("logits").getShape());
    assertFalse(model.parameters().containsKey("classifier.weight"));
  }

  @Test
  void withoutMeanPoolingTheStatesAreNormalisedAndTheFirstIsPooled() {
    ObjectNode config = config().put("use_mean_pooling", false);
    NDArray states = read(config, PLAIN, VideoMaeEncoder.Features.SEQUENCE).encode(video());
    NDArray pooled = read(config, PLAIN, VideoMaeEncoder.Features.POOLED).encode(video());
    assertEquals(0, states.get(0).get(3).mean().getFloat(), 1e-5, "normalised");
    Tensors.assertClose(states.get(":, 0").expandDims(1), pooled, 1e-5, "first");
  }

  @Test
  void keysHaveNoBiasAndOthersMayHaveNone() {
    VisionEncoder biased = read(config(), PLAIN, VideoMaeEncoder.Features.SEQUENCE);
    assertTrue(biased.parameters().keySet().stream().anyMatch(n -> n.endsWith("q_bias")));
    assertFalse(biased.parameters().keySet().stream().anyMatch(n -> n.endsWith("key.bias")));
    VisionEncoder plain =
        read(config().put("qkv_bias", false), PLAIN, VideoMaeEncoder.Features.SEQUENCE);
    assertFalse(plain.parameters().keySet().stream().anyMatch(n -> n.endsWith("_bias")));
  }

  @Test
  void aVideoIsSeenInAsManyFramesAsTheModelReads(@TempDir Path folder) throws IOException {
    for (int i = 0; i < 8; i++) {
      byte[] rgb = new byte[3 * 16 * 20];
      Arrays.fill(rgb, (byte) (30 * i));
      Files.write(folder.resolve(i + ".bmp"), BmpWriter.of(new Pixels(16, 20, rgb)));
    }
    VisionEncoder model = read(config(), PLAIN, VideoMaeEncoder.Features.SEQUENCE);
    NDArray video = model.decode(manager, folder);
    assertEquals(new Shape(4, 3, 16, 16), video.getShape());
    float[] first = video.get(":, 0, 0, 0").toFloatArray();
    for (int i = 1; i < 4; i++) {
      assertEquals(60 / 127.5, first[i] - first[i - 1], 1e-3);
    }
    assertNotEquals(
        0, Tensors.maxDifference(model.blank(video), video), "a black video is another one");
  }

  @ParameterizedTest
  @CsvSource({
    "hidden_act, mish, gelu",
    "model_type, vit, videomae",
    "num_attention_heads, 5, divisor",
    "patch_size, 17, image_size",
    "num_frames, 1, tubelet_size",
  })
  void namesWhatItCannotRead(String key, String value, String rule) {
    ObjectNode config = config();
    if (value.matches("[0-9]+")) {
      config.put(key, Integer.parseInt(value));
    } else {
      config.put(key, value);
    }
    String message =
        assertThrows(
                FuseboxException.class,
                () -> read(config, PLAIN, VideoMaeEncoder.Features.SEQUENCE))
            .getMessage();
    assertTrue(message.contains("'" + key + "'"), message);
    assertTrue(message.contains(value), message);
    assertTrue(message.contains(rule), message);
  }

  @Test
  void refusesVideosOfAnotherLength() {
    VisionEncoder model = read(config(), PLAIN, VideoMaeEncoder.Features.SEQUENCE);
    NDArray video = manager.ones(new Shape(1, 6, 3, 16, 16));
    String message = assertThrows(FuseboxException.class, () -> model.encode(video)).getMessage();
    assertTrue(message.contains("(1, 4, 3, 16, 16)"), message);
  }

  private NDArray video() {
    return Tensors.normal(manager, new Shape(2, 4, 3, 16, 16), 1);
  }

  private static ObjectNode config() {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("model_type", "videomae").put("hidden_act", "gelu").put("hidden_size", 12);
    config.put("num_hidden_layers", 2).put("num_attention_heads", 3).put("num_frames", 4);
    config.put("intermediate_size", 20).put("initializer_range", 0.3);
    return config.put("image_size", 16).put("patch_size", 8).put("tubelet_size", 2);
  }

  private VisionEncoder read(
      ObjectNode config, Predicate<String> has, VideoMaeEncoder.Features features) {
    UntrainedCheckpoint checkpoint = new UntrainedCheckpoint(Path.of("made-up"), config, 1, has);
    return VideoMaeEncoder.read(
        new VideoMaeEncoder.Config(features, Orientation.UPRIGHT), checkpoint, manager);
  }
}
