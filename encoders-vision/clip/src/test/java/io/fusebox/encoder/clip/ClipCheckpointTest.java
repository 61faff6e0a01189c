package io.fusebox.encoder.clip;

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
import io.fusebox.toolkit.vision.VisionEncoder;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which checkpoints are read, and how the others are refused. */
class ClipCheckpointTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void theTowerIsReadBesideATextTower() {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("model_type", "clip").put("projection_dim", 7);
    config.set("vision_config", tower().put("projection_dim", 512));
    config.putObject("text_config").put("hidden_size", 8);
    VisionEncoder clip = read(config, name -> true, ClipEncoder.Features.PROJECTED);
    assertEquals(7, clip.featureSize());
    NDArray pixels = Tensors.normal(manager, new Shape(2, 3, 16, 16), 1);
    assertEquals(new Shape(2, 1, 7), clip.encode(pixels).getShape());
    Tensors.assertClose(
        clip.encode(pixels).squeeze(1), clip.outputs(pixels).get("image_embeds"), 0, "embeds");
    assertFalse(clip.parameters().keySet().stream().anyMatch(n -> n.startsWith("text")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gelu", "gelu_fast", "gelu_new", "gelu_pytorch_tanh", "relu", "silu"})
  void theActivationIsTheConfigurations(String name) {
    NDArray pixels = Tensors.normal(manager, new Shape(1, 3, 16, 16), 1);
    ObjectNode wide = tower().put("initializer_range", 0.5);
    NDArray quick = read(wide, n -> true, ClipEncoder.Features.SEQUENCE).encode(pixels);
    NDArray other =
        read(wide.put("hidden_act", name), n -> true, ClipEncoder.Features.SEQUENCE).encode(pixels);
    assertNotEquals(0, Tensors.maxDifference(quick, other));
  }

  @Test
  void imagesOfAnyProportionsBecomeTheCentreSquare() throws IOException {
    VisionEncoder clip = read(tower(), name -> true, ClipEncoder.Features.SEQUENCE);
    NDArray pixels = clip.decode(manager, redLeftOfBlue(40, 20));
    assertEquals(new Shape(3, 16, 16), pixels.getShape());
    float[] red = pixels.get(0).get(8).toFloatArray();
    assertTrue(red[0] > 1 && red[15] < -1, "red is left of the centre, and blue right of it");
  }

  private static byte[] redLeftOfBlue(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, (x < width / 2 ? Color.RED : Color.BLUE).getRGB());
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  @Test
  void projectedFeaturesNeedAProjection() {
    String message =
        assertThrows(
                FuseboxException.class,
                () -> read(tower(), n -> !n.contains("projection"), ClipEncoder.Features.PROJECTED))
            .getMessage();
    assertTrue(message.contains("features: pooled"), message);
    assertTrue(message.contains("visual_projection.weight"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "hidden_act, mish, quick_gelu",
    "model_type, vit, clip",
    "num_attention_heads, 5, divisor",
    "patch_size, 17, image_size",
    "image_size, 0, whole number",
  })
  void namesWhatItCannotRead(String key, String value, String rule) {
    ObjectNode config = tower();
    if (value.matches("[0-9]+")) {
      config.put(key, Integer.parseInt(value));
    } else {
      config.put(key, value);
    }
    String message =
        assertThrows(
                FuseboxException.class,
                () -> read(config, n -> true, ClipEncoder.Features.SEQUENCE))
            .getMessage();
    assertTrue(message.contains("'" + key + "'"), message);
    assertTrue(message.contains(value), message);
    assertTrue(message.contains(rule), message);
  }

  @Test
  void refusesPixelsOfAnotherSize() {
    VisionEncoder clip = read(tower(), n -> true, ClipEncoder.Features.SEQUENCE);
    NDArray pixels = manager.ones(new Shape(2, 3, 8, 16));
    String message = assertThrows(FuseboxException.class, () -> clip.encode(pixels)).getMessage();
    assertTrue(message.contains("(2, 3, 16, 16)") && message.contains("(2, 3, 8, 16)"), message);
  }

  private static ObjectNode tower() {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("hidden_act", "quick_gelu").put("hidden_size", 12).put("intermediate_size", 20);
    config.put("num_hidden_layers", 2).put("num_attention_heads", 3);
    return config.put("image_size", 16).put("patch_size", 8);
  }

  private VisionEncoder read(
      ObjectNode config, Predicate<String> has, ClipEncoder.Features features) {
    UntrainedCheckpoint checkpoint = new UntrainedCheckpoint(Path.of("made-up"), config, 1, has);
    return ClipEncoder.read(
        new ClipEncoder.Config(features, Orientation.UPRIGHT), checkpoint, manager);
  }
}
