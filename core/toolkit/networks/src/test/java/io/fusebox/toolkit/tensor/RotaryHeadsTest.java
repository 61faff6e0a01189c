package io.fusebox.toolkit.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the definition, number by number. */
class RotaryHeadsTest {
  private static final float EPS = 1e-5f;
  private static final int WIDTH = 6;

  private final NDManager manager = NDManager.newBaseManager();
  private NDArray angles;

  @BeforeEach
  void seed() {
    manager.getEngine().setRandomSeed(1);
    angles = manager.randomNormal(new Shape(1, 1, 4, WIDTH / 2));
  }

  @AfterEach
  void free() {
    manager.close();
  }

  @Test
  void queriesAndKeysAreTurnedAndValuesAreNot() {
    isAsDefined(null, null);
  }

  @Test
  void headsMayBeNormalisedBeforeTheyAreTurned() {
    isAsDefined(norm(), norm());
  }

  @Test
  void queriesAndKeysAreNormalisedAlike() {
    assertThrows(IllegalArgumentException.class, () -> heads(norm(), null));
  }

  private void isAsDefined(RmsNorm queryNorm, RmsNorm keyNorm) {
    RotaryHeads heads = heads(queryNorm, keyNorm);
    NDArray x = manager.randomNormal(new Shape(2, 4, 7));
    RotaryHeads.Turned turned = heads.apply(x, new Rotation(angles.cos(), angles.sin()));
    close(turned(split(heads.query().apply(x), 4), queryNorm), turned.queries());
    close(turned(split(heads.key().apply(x), 2), keyNorm), turned.own().keys());
    close(split(heads.value().apply(x), 2), turned.own().values());
  }

  private NDArray turned(NDArray x, RmsNorm norm) {
    float[] all = x.toFloatArray();
    float[] by = angles.toFloatArray();
    float[] weight = norm == null ? null : norm.weight().toFloatArray();
    int half = WIDTH / 2;
    for (int head = 0; head < all.length; head += WIDTH) {
      normalise(all, head, weight);
      for (int i = 0; i < half; i++) {
        double angle = by[head / WIDTH % 4 * half + i];
        double first = all[head + i];
        double second = all[head + half + i];
        all[head + i] = (float) (first * Math.cos(angle) - second * Math.sin(angle));
        all[head + half + i] = (float) (second * Math.cos(angle) + first * Math.sin(angle));
      }
    }
    return manager.create(all, x.getShape());
  }

  private static void normalise(float[] all, int head, float[] weight) {
    if (weight == null) {
      return;
    }
    double square = 0;
    for (int i = 0; i < WIDTH; i++) {
      square += (double) all[head + i] * all[head + i] / WIDTH;
    }
    for (int i = 0; i < WIDTH; i++) {
      all[head + i] *= (float) (weight[i] / Math.sqrt(square + EPS));
    }
  }

  private RotaryHeads heads(RmsNorm queryNorm, RmsNorm keyNorm) {
    return new RotaryHeads(linear(4), linear(2), linear(2), queryNorm, keyNorm, 4, 2);
  }

  private RmsNorm norm() {
    return new RmsNorm(manager.randomNormal(new Shape(WIDTH)), EPS);
  }

  private Linear linear(int heads) {
    return new Linear(
        manager.randomNormal(new Shape(heads * WIDTH, 7)),
        manager.randomNormal(new Shape(heads * WIDTH)));
  }

  /** {@code [b, t, n * width] -> [b, n, t, width]}, each row where it belongs. */
  private NDArray split(NDArray x, int n) {
    return x.reshape(2, 4, n, WIDTH).swapAxes(1, 2);
  }

  private static void close(NDArray expected, NDArray found) {
    assertEquals(expected.getShape(), found.getShape());
    assertArrayEquals(expected.toFloatArray(), found.toFloatArray(), 2e-5f);
  }
}
