package io.fusebox.encoder.dinov2;

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
import io.fusebox.fixtures.ModelFolders;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.tensor.Autograd;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.vision.VisionEncoder;
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

/** Which checkpoints and images are read, and how the others are refused. */
class Dinov2CheckpointTest {
  private static final Predicate<String> PLAIN = name -> !name.matches("(dinov2|classifier).*");

  private final NDManager manager = NDManager.newBaseManager();
  @TempDir Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void gatedLayersAreNarrowerAndAMultipleOfEight() {
    VisionEncoder giant = read(config().put("use_swiglu_ffn", true), PLAIN);
    // 12 * 4 = 48, two thirds of it are 32.
    assertEquals(
        new Shape(64, 12),
        giant.parameters().get("encoder.layer.0.mlp.weights_in.weight").getShape());
    assertEquals(
        new Shape(12, 32),
        giant.parameters().get("encoder.layer.0.mlp.weights_out.weight").getShape());
    assertEquals(new Shape(1, 5, 12), giant.encode(pixels(16, 16)).getShape());
  }

  @Test
  void theFirstHalfOfAGatedLayerIsTheGate() {
    Linear in = new Linear(manager.create(new float[] {1, 3}, new Shape(2, 1)), null);
    Linear out = new Linear(manager.ones(new Shape(1, 1)), null);
    NDArray given = new GatedPerceptron(in, out).apply(manager.full(new Shape(1, 1, 1), 2f));
    double silu = 2 / (1 + Math.exp(-2));
    assertEquals(silu * 6, given.toFloatArray()[0], 1e-5);
  }

  @ParameterizedTest
  @CsvSource({"dinov2, dinov2", "dinov2_with_registers, dinov2_with_registers"})
  void classifiersAreReadWithTheMeanOfThePatches(String type, String prefix) {
    VisionEncoder encoder =
        read(
            config().put("model_type", type),
            name -> name.startsWith(prefix + ".") || name.startsWith("classifier"));
    assertTrue(
        encoder.parameters().keySet().stream().allMatch(name -> name.startsWith(prefix + ".")));
    assertEquals(new Shape(1, 2), encoder.outputs(pixels(16, 24)).get("logits").getShape());
  }

  @Test
  void registersStandBetweenTheClassTokenAndThePatches() throws IOException {
    ObjectNode config = config().put("model_type", "dinov2_with_registers");
    config.put("num_register_tokens", 3);
    processor("{\"do_resize\": false, \"do_center_crop\": false}");
    VisionEncoder encoder = read(config, PLAIN);
    NDArray image = encoder.decode(manager, image(20, 35));
    assertEquals(new Shape(3, 20, 35), image.getShape());
    PatchGrid grid = encoder.patches(20, 35).orElseThrow();
    assertEquals(new PatchGrid(4, 2, 4, new Window(0, 0, 16 / 20.0, 32 / 35.0)), grid);
    assertEquals(
        grid.features(), encoder.encode(image.expandDims(0)).getShape().get(1), "features");
  }

  @Test
  void thawedPositionsLearnThroughTheirInterpolation() {
    VisionEncoder encoder = read(config(), PLAIN);
    NDArray positions = encoder.parameters().get("embeddings.position_embeddings");
    positions.setRequiresGradient(true);
    Autograd.with(
        () -> {
          NDArray features = encoder.encode(pixels(24, 16));
          NDArray weighing = Tensors.normal(manager, features.getShape(), 2);
          Autograd.backward(features.mul(weighing).sum());
          return features;
        });
    for (float gradient : Autograd.gradient(positions)) {
      assertNotEquals(0, gradient, "every position has its part in every image");
    }
  }

  @Test
  void imagesWithoutAPatchOrWithTooManyAreRefused() {
    VisionEncoder encoder = read(config(), PLAIN);
    assertTrue(refusal(encoder, pixels(7, 16)).contains("7 pixels high and 16 wide"));
    assertTrue(refusal(encoder, pixels(8, 8 * 4097)).contains("4096 patches"));
    NDArray gray = manager.ones(new Shape(1, 1, 16, 16));
    assertTrue(refusal(encoder, gray).contains("(1, 1, 16, 16)"));
  }

  @Test
  void anImageThatIsTooSmallIsRefusedWhenItIsDecoded() throws IOException {
    processor("{\"do_resize\": false, \"do_center_crop\": false}");
    VisionEncoder encoder = read(config(), PLAIN);
    byte[] small = image(16, 7);
    assertThrows(FuseboxException.class, () -> encoder.decode(manager, small));
  }

  private String refusal(VisionEncoder encoder, NDArray pixels) {
    return assertThrows(FuseboxException.class, () -> encoder.encode(pixels)).getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "hidden_act, mish, gelu",
    "model_type, vit, dinov2",
    "num_attention_heads, 5, divisor",
    "patch_size, 17, image_size",
    "mlp_ratio, -1, positive",
    "num_register_tokens, 0, whole number",
  })
  void namesWhatItCannotRead(String key, String value, String rule) {
    ObjectNode config = config().put("model_type", "dinov2_with_registers");
    if (value.matches("-?[0-9]+")) {
      config.put(key, Integer.parseInt(value));
    } else {
      config.put(key, value);
    }
    String message = assertThrows(FuseboxException.class, () -> read(config, PLAIN)).getMessage();
    assertTrue(message.contains("'" + key + "'"), message);
    assertTrue(message.contains(value), message);
    assertTrue(message.contains(rule), message);
  }

  @Test
  void aPublishedFolderIsUnderstood() throws IOException {
    processor(
        """
        {"crop_size": {"height": 224, "width": 224}, "do_center_crop": true, "do_convert_rgb": true,
         "do_normalize": true, "do_rescale": true, "do_resize": true,
         "image_mean": [0.485, 0.456, 0.406], "image_processor_type": "BitImageProcessor",
         "image_std": [0.229, 0.224, 0.225], "resample": 3, "rescale_factor": 0.00392156862745098,
         "size": {"shortest_edge": 256}}
        """);
    String log =
        ModelFolders.logged(
            () ->
                assertEquals(
                    new Shape(3, 224, 224),
                    read(config(), PLAIN).decode(manager, image(60, 90)).getShape()));
    assertEquals("", log);
    ModelFolders.of(
        folder,
        """
        {"apply_layernorm": true, "architectures": ["Dinov2Model"],
         "attention_probs_dropout_prob": 0.0, "drop_path_rate": 0.0, "hidden_act": "gelu",
         "hidden_dropout_prob": 0.0, "hidden_size": 768, "image_size": 518,
         "initializer_range": 0.02, "layer_norm_eps": 1e-06, "layerscale_value": 1.0,
         "mlp_ratio": 4, "model_type": "dinov2", "num_attention_heads": 12, "num_channels": 3,
         "num_hidden_layers": 12, "out_features": ["stage12"], "out_indices": [12],
         "patch_size": 14, "qkv_bias": true, "reshape_hidden_states": true,
         "stage_names": ["stem", "stage1"], "torch_dtype": "float32",
         "transformers_version": "4.32.0.dev0", "use_swiglu_ffn": false}
        """);
    CheckpointFolder checkpoint = CheckpointFolder.open(folder);
    assertEquals(3072, Dinov2Config.read(checkpoint).sizes().inner());
    assertEquals(List.of(), checkpoint.unreadTensors());
  }

  private void processor(String json) throws IOException {
    Files.writeString(folder.resolve("preprocessor_config.json"), json);
  }

  private static byte[] image(int height, int width) {
    try {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", png);
      return png.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private NDArray pixels(int height, int width) {
    return Tensors.normal(manager, new Shape(1, 3, height, width), 1);
  }

  private static ObjectNode config() {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("model_type", "dinov2").put("hidden_size", 12);
    config.put("num_hidden_layers", 2).put("num_attention_heads", 3);
    return config.put("image_size", 16).put("patch_size", 8);
  }

  private VisionEncoder read(ObjectNode config, Predicate<String> has) {
    UntrainedCheckpoint checkpoint = new UntrainedCheckpoint(folder, config, 1, has);
    return Dinov2Encoder.read(
        new Dinov2Encoder.Config(Dinov2Encoder.Features.SEQUENCE, Orientation.UPRIGHT),
        checkpoint,
        manager);
  }
}
