package io.fusebox.plm.bart;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Embedding;
import java.util.Optional;

/** Learned positions and the normalisation after them: the way into encoder and decoder. */
record BartPositionEmbedding(Embedding rows, LayerNorm norm, long width, long max) {
  /** The table's first two rows are unused: position i is row i + 2. */
  private static final int OFFSET = 2;

  static BartPositionEmbedding read(Parameters side, BartConfig config) {
    return new BartPositionEmbedding(
        Embedding.read(
            side.under("embed_positions"), config.maxPositions() + OFFSET, config.width()),
        LayerNorm.read(side.under("layernorm_embedding"), config.width(), BartConfig.EPS),
        config.width(),
        config.maxPositions());
  }

  /** Places with the PLM's own normalisation. */
  NDArray place(NDArray embeddings, long first, String what) {
    return place(embeddings, first, Optional.empty(), what);
  }

  /**
   * Places embeddings {@code [b, s, d]} at the positions from {@code first} on.
   *
   * @param other what normalises them instead of the PLM's own
   * @param what what the embeddings are, for messages
   */
  NDArray place(NDArray embeddings, long first, Optional<LayerNorm> other, String what) {
    long end = first + embeddings.getShape().get(1);
    require(
        end <= max,
        "%s ends at position %d, but the PLM knows %d (max_position_embeddings); shorten it"
            .formatted(what, end, max));
    NDArray ids =
        embeddings.getManager().arange((int) first + OFFSET, (int) end + OFFSET, 1, DataType.INT64);
    return other.orElse(norm).apply(embeddings.add(rows.apply(ids)));
  }
}
