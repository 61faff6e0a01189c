package io.fusebox.plm.t5;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.toolkit.tensor.Embedding;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.stream.IntStream;

/**
 * The bias that each head adds to its scores for the distance between query and key. The checkpoint
 * keeps it in the first layer of a stack; all layers of the stack use it.
 *
 * @param table {@code [buckets, h]}
 */
record RelativePositionBias(Embedding table, RelativePositionBuckets buckets) {
  private static final String NAME = "block.0.layer.0.SelfAttention.relative_attention_bias";

  static RelativePositionBias read(Parameters side, T5Config config, boolean bothWays) {
    return new RelativePositionBias(
        Embedding.read(side.under(NAME), config.distances().buckets(), config.heads()),
        RelativePositionBuckets.of(config.distances(), bothWays));
  }

  /**
   * The bias of queries to keys, by where both are.
   *
   * @param manager owns the result
   * @param queries t positions
   * @param keys s positions
   * @param what what is read, for messages
   * @return {@code [1, h, t, s]}
   */
  NDArray apply(NDManager manager, int[] queries, int[] keys, String what) {
    require(
        keys.length <= T5Config.MOST_POSITIONS,
        "%s is %d positions long, and at most %d are read; shorten it"
            .formatted(what, keys.length, T5Config.MOST_POSITIONS));
    return TensorScope.freeIntermediates(
        () -> {
          // Duplicated, because a backward pass into the table reads them.
          NDArray ids =
              manager
                  .create(ids(queries, keys), new Shape(queries.length, keys.length))
                  .duplicate();
          NDArray bias = table.apply(ids).transpose(2, 0, 1).expandDims(0);
          // The sum has its rows in order, which all layers' scores are then quicker with.
          return manager.zeros(bias.getShape()).add(bias);
        });
  }

  private long[] ids(int[] queries, int[] keys) {
    int least = IntStream.of(keys).min().orElse(0) - IntStream.of(queries).max().orElse(0);
    int most = IntStream.of(keys).max().orElse(0) - IntStream.of(queries).min().orElse(0);
    int[] byDistance = IntStream.rangeClosed(least, most).map(buckets::of).toArray();
    long[] ids = new long[queries.length * keys.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = byDistance[keys[i % keys.length] - queries[i / keys.length] - least];
    }
    return ids;
  }
}
