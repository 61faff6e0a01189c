package io.fusebox.plm.t5;

import static io.fusebox.plugin.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.checkpoint.Parameters;
import io.fusebox.tensor.Embedding;
import io.fusebox.tensor.Scratch;

/**
 * What each head adds to its scores for the distance between query and key. The checkpoint keeps it
 * in the first layer of a stack; all layers of the stack use it.
 *
 * @param table {@code [buckets, h]}
 */
record RelativeBias(Embedding table, Buckets buckets) {
  private static final String NAME = "block.0.layer.0.SelfAttention.relative_attention_bias";

  static RelativeBias read(Parameters side, T5Config config, boolean bothWays) {
    return new RelativeBias(
        Embedding.read(side.under(NAME), config.distances().buckets(), config.heads()),
        Buckets.of(config.distances(), bothWays));
  }

  /**
   * The bias of queries at the positions from {@code first} on, to keys at those from 0 on.
   *
   * @param manager owns the result
   * @param t the number of queries
   * @param s the number of keys
   * @param what what is read, for messages
   * @return {@code [1, h, t, s]}
   */
  NDArray apply(NDManager manager, int first, int t, int s, String what) {
    require(
        s <= T5Config.MOST_POSITIONS,
        "%s is %d positions long, and at most %d are read; shorten it"
            .formatted(what, s, T5Config.MOST_POSITIONS));
    return Scratch.keep(
        () -> {
          // Duplicated, because a backward pass into the table reads them.
          NDArray ids = manager.create(ids(first, t, s), new Shape(t, s)).duplicate();
          NDArray bias = table.apply(ids).transpose(2, 0, 1).expandDims(0);
          // The sum has its rows in order, which all layers' scores are then quicker with.
          return manager.zeros(bias.getShape()).add(bias);
        });
  }

  private long[] ids(int first, int t, int s) {
    int furthest = first + t - 1; // the last query's distance back to the first key
    int[] byDistance = new int[furthest + s];
    for (int i = 0; i < byDistance.length; i++) {
      byDistance[i] = buckets.of(i - furthest);
    }
    long[] ids = new long[t * s];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = byDistance[i % s - (first + i / s) + furthest];
    }
    return ids;
  }
}
