package io.fusebox.encoder.vit;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.fusebox.api.encoder.PatchGrid;
import io.fusebox.api.encoder.PatchGrid.Window;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.vision.VisionEncoder;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which checkpoints are read, and how the others are refused. */
class VitCheckpointTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void projectionsMayHaveNoBias() {
    VisionEncoder vit =
        read(c -> c.put("qkv_bias", false), n -> true, VitEncoder.Features.SEQUENCE);
    assertTrue(
        vit.parameters().keySet().stream()
            .noneMatch(n -> n.contains("attention.attention") && n.endsWith("bias")));
    encodes(vit, 3, 16);
  }

  @Test
  void restThatFillsNoPatchIsNotSeen() {
    VisionEncoder vit = read(c -> c.put("image_size", 19), n -> true, VitEncoder.Features.SEQUENCE);
    encodes(vit, 3, 19);
    PatchGrid grid = vit.patches(100, 50).orElseThrow();
    assertEquals(5, grid.features());
    assertEquals(new Window(0, 0, 16 / 19.0, 16 / 19.0), grid.window());
    assertEquals(new Window(8 / 19.0, 0, 16 / 19.0, 8 / 19.0), grid.patch(2), "second row");
  }

  @Test
  void otherNumbersOfChannelsAreRead() {
    VisionEncoder vit =
        read(c -> c.put("num_channels", 1), n -> true, VitEncoder.Features.SEQUENCE);
    encodes(vit, 1, 16);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gelu_fast", "gelu_new", "gelu_pytorch_tanh", "quick_gelu", "relu", "silu"})
  void theActivationIsTheConfigurations(String name) {
    assertNotEquals(0, Tensors.maxDifference(activated("gelu"), activated(name)));
  }

  @Test
  void namesOfOneActivationAreOne() {
    Tensors.assertClose(activated("gelu_new"), activated("gelu_fast"), 0, "by tanh");
    Tensors.assertClose(activated("silu"), activated("swish"), 0, "by sigmoid");
  }

  private NDArray activated(String name) {
    return read(
            c -> c.put("initializer_range", 0.5).put("hidden_act", name),
            n -> true,
            VitEncoder.Features.SEQUENCE)
        .encode(Tensors.normal(manager, new Shape(1, 3, 16, 16), 1));
  }

  private void encodes(VisionEncoder vit, int channels, int side) {
    NDArray pixels = manager.ones(new Shape(2, channels, side, side));
    assertEquals(new Shape(2, 5, 12), vit.encode(pixels).getShape());
  }

  @Test
  void pooledFeaturesNeedAPooler() {
    String message =
        refusal(
            c -> {},
            n -> !n.startsWith("vit.") && !n.contains("pooler"),
            VitEncoder.Features.POOLED);
    assertTrue(message.contains("features: sequence"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "hidden_act, mish, gelu",
    "model_type, clip_vision_model, vit",
    "num_attention_heads, 5, divisor",
    "num_hidden_layers, -1, whole number",
    "patch_size, 17, image_size",
  })
  void namesWhatItCannotRead(String key, String value, String rule) {
    String message =
        refusal(
            c -> {
              if (value.matches("-?[0-9]+")) {
                c.put(key, Integer.parseInt(value));
              } else {
                c.put(key, value);
              }
            },
            n -> true,
            VitEncoder.Features.SEQUENCE);
    assertTrue(message.contains("'" + key + "'"), message);
    assertTrue(message.contains(value), message);
    assertTrue(message.contains(rule), message);
  }

  @Test
  void refusesImagesThatAreNotSquare() {
    String message =
        refusal(
            c -> c.putArray("image_size").add(16).add(24), n -> true, VitEncoder.Features.SEQUENCE);
    assertTrue(message.contains("square"), message);
    assertTrue(message.contains("[16,24]"), message);
  }

  @Test
  void refusesPixelsOfAnotherSize() {
    VisionEncoder vit = read(c -> {}, n -> true, VitEncoder.Features.SEQUENCE);
    NDArray pixels = manager.ones(new Shape(2, 3, 8, 16));
    String message = assertThrows(FuseboxException.class, () -> vit.encode(pixels)).getMessage();
    assertTrue(message.contains("(2, 3, 16, 16)") && message.contains("(2, 3, 8, 16)"), message);
  }

  @Test
  void namesAMissingTensor() {
    String message =
        refusal(c -> {}, n -> !n.equals("vit.layernorm.weight"), VitEncoder.Features.SEQUENCE);
    assertTrue(message.contains("vit.layernorm.weight"), message);
  }

  private String refusal(
      Consumer<ObjectNode> change, Predicate<String> has, VitEncoder.Features features) {
    return assertThrows(FuseboxException.class, () -> read(change, has, features)).getMessage();
  }

  private VisionEncoder read(
      Consumer<ObjectNode> change, Predicate<String> has, VitEncoder.Features features) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("model_type", "vit").put("hidden_act", "gelu");
    config.put("hidden_size", 12).put("intermediate_size", 20);
    config.put("num_hidden_layers", 2).put("num_attention_heads", 3);
    config.put("image_size", 16).put("patch_size", 8);
    change.accept(config);
    UntrainedCheckpoint checkpoint = new UntrainedCheckpoint(Path.of("made-up"), config, 1, has);
    return VitEncoder.read(
        new VitEncoder.Config(features, Orientation.UPRIGHT), checkpoint, manager);
  }
}
