package io.fusebox.encoder.siglip;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.fusebox.fixtures.ModelFolders;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.vision.VisionEncoder;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which checkpoints are read, and how the others are refused. */
class SiglipCheckpointTest {
  private final NDManager manager = NDManager.newBaseManager();
  @TempDir Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void theTowerIsReadBesideATextTower() {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("model_type", "siglip");
    config.set("vision_config", tower());
    config.putObject("text_config").put("hidden_size", 8);
    VisionEncoder siglip = read(config, name -> true, SiglipEncoder.Features.POOLED);
    NDArray pixels = Tensors.normal(manager, new Shape(2, 3, 16, 16), 1);
    assertEquals(new Shape(2, 1, 12), siglip.encode(pixels).getShape());
    assertTrue(siglip.parameters().keySet().stream().allMatch(n -> n.startsWith("vision_model.")));
  }

  @Test
  void imagesAreStretchedAndEveryPatchHasItsPlace() throws IOException {
    VisionEncoder siglip = read(tower(), name -> true, SiglipEncoder.Features.SEQUENCE);
    NDArray pixels = siglip.decode(manager, whiteLeftOfBlack(80, 20));
    assertEquals(new Shape(3, 16, 16), pixels.getShape());
    float[] row = pixels.get(0).get(8).toFloatArray();
    assertEquals(1, row[0], "mean and deviation are a half");
    assertEquals(1, row[6]);
    assertEquals(-1, row[9], "no side is cropped");
    assertEquals(-1, row[15]);
    PatchGrid grid = siglip.patches(20, 80).orElseThrow();
    assertEquals(new PatchGrid(0, 2, 2, PatchGrid.Window.WHOLE), grid);
  }

  private static byte[] whiteLeftOfBlack(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.createGraphics().fillRect(0, 0, width / 2, height);
    assertEquals(Color.WHITE.getRGB(), image.getRGB(0, 0));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  @Test
  void pooledFeaturesNeedAHead() {
    String message =
        assertThrows(
                FuseboxException.class,
                () -> read(tower(), n -> !n.contains("head."), SiglipEncoder.Features.POOLED))
            .getMessage();
    assertTrue(message.contains("features: sequence"), message);
    assertThrows(
        FuseboxException.class,
        () ->
            read(tower().put("vision_use_head", false), n -> true, SiglipEncoder.Features.POOLED));
  }

  @ParameterizedTest
  @CsvSource({
    "hidden_act, mish, gelu_pytorch_tanh",
    "model_type, siglip2, siglip",
    "num_attention_heads, 5, divisor",
    "patch_size, 17, image_size",
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
                () -> read(config, n -> true, SiglipEncoder.Features.SEQUENCE))
            .getMessage();
    assertTrue(message.contains("'" + key + "'"), message);
    assertTrue(message.contains(value), message);
    assertTrue(message.contains(rule), message);
  }

  @Test
  void aPublishedFolderIsUnderstood() throws IOException {
    ModelFolders.of(
        folder,
        """
        {"architectures": ["SiglipModel"], "initializer_factor": 1.0, "model_type": "siglip",
         "text_config": {"hidden_size": 768, "model_type": "siglip_text_model"},
         "torch_dtype": "float32", "transformers_version": "4.37.0.dev0",
         "vision_config": {"hidden_size": 768, "image_size": 224, "intermediate_size": 3072,
          "model_type": "siglip_vision_model", "num_attention_heads": 12, "num_hidden_layers": 12,
          "patch_size": 16}}
        """);
    CheckpointFolder checkpoint = CheckpointFolder.open(folder);
    SiglipConfig.read(checkpoint);
    assertEquals(List.of(), checkpoint.unreadTensors());
  }

  @Test
  void theNewProcessorFileIsRead() throws IOException {
    Files.writeString(
        folder.resolve("processor_config.json"),
        """
        {"image_processor": {"data_format": "channels_first", "default_to_square": true,
          "do_convert_rgb": null, "do_normalize": true, "do_rescale": true, "do_resize": true,
          "image_mean": [0.25, 0.25, 0.25], "image_processor_type": "SiglipImageProcessorFast",
          "image_std": [0.5, 0.5, 0.5], "resample": 2, "rescale_factor": 0.00392156862745098,
          "size": {"height": 16, "width": 16}}, "processor_class": "SiglipProcessor"}
        """);
    String log =
        ModelFolders.logged(
            () -> {
              VisionEncoder siglip = read(tower(), name -> true, SiglipEncoder.Features.SEQUENCE);
              NDArray black = siglip.blank(manager.zeros(new Shape(3, 16, 16)));
              assertEquals(-0.5f, black.toFloatArray()[0]);
            });
    assertEquals("", log);
  }

  private static ObjectNode tower() {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("hidden_size", 12).put("intermediate_size", 20);
    config.put("num_hidden_layers", 2).put("num_attention_heads", 3);
    return config.put("image_size", 16).put("patch_size", 8);
  }

  private VisionEncoder read(
      ObjectNode config, Predicate<String> has, SiglipEncoder.Features features) {
    UntrainedCheckpoint checkpoint = new UntrainedCheckpoint(folder, config, 1, has);
    return SiglipEncoder.read(
        new SiglipEncoder.Config(features, Orientation.UPRIGHT), checkpoint, manager);
  }
}
