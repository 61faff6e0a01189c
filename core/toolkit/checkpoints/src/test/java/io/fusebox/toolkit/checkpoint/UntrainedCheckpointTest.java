package io.fusebox.toolkit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.checkpoint.Checkpoint;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UntrainedCheckpointTest {
  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void biasesAreZeroAndNormsOne() {
    Checkpoint checkpoint = checkpoint(1, config());
    assertAll(0f, checkpoint, "encoder.layers.0.fc1.bias");
    assertAll(0f, checkpoint, "layernorm_embedding.bias");
    assertAll(0f, checkpoint, "final_logits_bias");
    assertAll(1f, checkpoint, "encoder.layers.0.final_layer_norm.weight");
    assertAll(1f, checkpoint, "vit.layernorm.weight");
    assertAll(1f, checkpoint, "vision_model.pre_layrnorm.weight");
  }

  @Test
  void allElseIsNormalWithTheConfiguredDeviation() {
    assertDeviation(0.02, config());
    assertDeviation(0.5, config().put("init_std", 0.5));
    assertDeviation(0.1, config().put("initializer_range", 0.1).put("init_std", 0.5));
  }

  private void assertDeviation(double expected, ObjectNode config) {
    float[] numbers = tensor(checkpoint(3, config), "cls_token", 100, 100);
    double mean = 0;
    double squares = 0;
    for (float x : numbers) {
      mean += x / (double) numbers.length;
      squares += x * (double) x / numbers.length;
    }
    assertEquals(0, mean, 0.05 * expected);
    assertEquals(expected, Math.sqrt(squares), 0.05 * expected);
  }

  @Test
  void aTensorDependsOnSeedAndNameNotOnTheOrder() {
    Checkpoint one = checkpoint(1, config());
    Checkpoint same = checkpoint(1, config());
    float[] a = tensor(one, "a", 3);
    float[] b = tensor(one, "b", 3);
    assertArrayEquals(b, tensor(same, "b", 3));
    assertArrayEquals(a, tensor(same, "a", 3));
    assertFalse(Arrays.equals(a, b));
    assertFalse(Arrays.equals(a, tensor(checkpoint(2, config()), "a", 3)));
  }

  @Test
  void numbersAreTheSameOnEveryMachine() {
    assertArrayEquals(
        new float[] {0.035977174f, -0.017258827f, 0.003147609f},
        tensor(checkpoint(1, config()), "a", 3));
  }

  @Test
  void largeTensorsAreFilledToTheirEnd() {
    float[] numbers = tensor(checkpoint(1, config()), "a", 3, (1 << 19) + 1);
    assertEquals(3 * ((1 << 19) + 1), numbers.length);
    assertNotEquals(0f, numbers[numbers.length - 1]);
    assertNotEquals(numbers[0], numbers[1 << 20]);
  }

  @Test
  void hasWhatItIsToldToHave() {
    Checkpoint plain =
        new UntrainedCheckpoint(Path.of("x"), config(), 1, n -> !n.startsWith("model."));
    assertTrue(plain.has("shared.weight"));
    assertFalse(plain.has("model.shared.weight"));
    assertTrue(plain.tensor(manager, "model.shared.weight", new Shape(1)).isEmpty());
  }

  @Test
  void theHashFollowsConfigurationAndSeed() {
    String hash = checkpoint(1, config()).hash();
    assertEquals(hash, checkpoint(1, config()).hash());
    assertNotEquals(hash, checkpoint(2, config()).hash());
    assertNotEquals(hash, checkpoint(1, config().put("a", 1)).hash());
  }

  private static ObjectNode config() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static Checkpoint checkpoint(long seed, ObjectNode config) {
    return new UntrainedCheckpoint(Path.of("untrained"), config, seed, n -> true);
  }

  private float[] tensor(Checkpoint checkpoint, String name, long... shape) {
    NDArray tensor = checkpoint.tensor(manager, name, new Shape(shape)).orElseThrow();
    assertEquals(new Shape(shape), tensor.getShape());
    return tensor.toFloatArray();
  }

  private void assertAll(float value, Checkpoint checkpoint, String name) {
    for (float x : tensor(checkpoint, name, 2, 3)) {
      assertEquals(value, x, name);
    }
  }
}
