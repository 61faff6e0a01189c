package io.fusebox.plm.bart;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import io.fusebox.seq2seq.EncoderStack;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** BART's encoder. */
record BartEncoder(
    BartPositionEmbedding positions, List<BartEncoderLayer> layers, PrefixShape prefix)
    implements EncoderStack {

  static BartEncoder read(Parameters side, BartLayerReader parts) {
    return new BartEncoder(
        BartPositionEmbedding.read(side, parts.config()),
        IntStream.range(0, parts.stack().layers())
            .mapToObj(i -> BartEncoderLayer.read(side.under("layers." + i), parts))
            .toList(),
        parts.prefix());
  }

  @Override
  public long width() {
    return positions.width();
  }

  @Override
  public Optional<LayerNorm> embeddingNorm() {
    return Optional.of(positions.norm());
  }

  @Override
  public NDArray place(NDArray embeddings, long first, Optional<LayerNorm> norm, String what) {
    return positions.place(embeddings, first, norm, what);
  }
}
