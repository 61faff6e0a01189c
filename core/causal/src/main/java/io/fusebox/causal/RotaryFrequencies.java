package io.fusebox.causal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.toolkit.tensor.HostTensor;
import io.fusebox.toolkit.tensor.Rotation;
import java.util.function.DoubleUnaryOperator;

/**
 * By which angle each pair of a head turns from one position to the next. All is computed in
 * float32, as in the reference, or far positions would turn elsewhere.
 *
 * @param inverse {@code [d_head / 2]}
 * @param amplitude what cosines and sines are multiplied by
 */
public record RotaryFrequencies(float[] inverse, float amplitude) {

  /** The frequencies of a checkpoint. */
  public static RotaryFrequencies of(RotaryScaling scaling, int headWidth) {
    float[] inverse = new float[headWidth / 2];
    for (int i = 0; i < inverse.length; i++) {
      float exponent = (float) (2 * i) / headWidth;
      float period = (float) Math.pow((float) scaling.theta(), exponent);
      inverse[i] = scaling.frequency(i, period, headWidth);
    }
    return new RotaryFrequencies(
        inverse, scaling.yarn().map(y -> (float) y.amplitude()).orElse(1f));
  }

  /** The rotation at these positions, owned by {@code manager}. */
  public Rotation at(NDManager manager, TokenPositions positions) {
    return new Rotation(
        table(manager, positions.rows(), Math::cos), table(manager, positions.rows(), Math::sin));
  }

  private NDArray table(NDManager manager, long[][] rows, DoubleUnaryOperator of) {
    int t = rows[0].length;
    float[] all = new float[rows.length * t * inverse.length];
    int at = 0;
    for (long[] row : rows) {
      for (long position : row) {
        for (float frequency : inverse) {
          float angle = (float) position * frequency;
          all[at++] = (float) of.applyAsDouble(angle) * amplitude;
        }
      }
    }
    return new HostTensor(new Shape(rows.length, 1, t, inverse.length), all).toTensor(manager);
  }
}
