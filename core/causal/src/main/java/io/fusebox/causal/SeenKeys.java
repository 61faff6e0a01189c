package io.fusebox.causal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who may see whom in one pass: each position itself and the tokens before it, except that blind
 * ones see blind ones alone. What may not be seen gets the smallest finite float, so that a row of
 * padding, which sees nothing, is uniform and not NaN.
 *
 * @param prefix how many keys in front are a prefix, which all see
 * @param past how many keys come before these positions' own, the prefix among them
 * @param keys {@code [b][past + t]} or {@code [1][past + t]}, 1 = a token
 * @param blind which of the keys belong to blind segments
 */
record SeenKeys(int prefix, int past, long[][] keys, boolean[] blind) {

  /** Positions none of which is blind. */
  static SeenKeys all(int past, long[][] keys) {
    return new SeenKeys(0, past, keys, new boolean[keys[0].length]);
  }

  /**
   * The bias that is added to the scores.
   *
   * @return {@code [b, 1, t, s]} or {@code [1, 1, t, s]}, owned by {@code manager}; null when every
   *     position sees every key
   */
  @Nullable NDArray mask(NDManager manager) {
    int s = keys[0].length;
    int t = s - past;
    boolean padded = KeyMasks.anyPadding(keys);
    if (t == 1 && !padded && !blind[past]) {
      return null;
    }
    int rows = padded ? keys.length : 1;
    float[] added = new float[Math.multiplyExact(Math.multiplyExact(rows, t), s)];
    Arrays.fill(added, -Float.MAX_VALUE);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < t; i++) {
        fill(added, (row * t + i) * s, keys[row], past + i);
      }
    }
    return manager.create(added, new Shape(rows, 1, t, s));
  }

  private void fill(float[] added, int from, long[] tokens, int query) {
    for (int key = 0; key <= query; key++) {
      if (tokens[key] == 1 && (key < prefix || !blind[query] || blind[key])) {
        added[from + key] = 0;
      }
    }
  }
}
