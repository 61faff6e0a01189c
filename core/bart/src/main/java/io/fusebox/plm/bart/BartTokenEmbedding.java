package io.fusebox.plm.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.toolkit.tensor.Embedding;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Token embeddings, one table for encoder, decoder and head.
 *
 * @param scale sqrt(d) as a tensor that lives as long as the model; null = unscaled
 */
record BartTokenEmbedding(Embedding table, @Nullable NDArray scale) {
  /** Where checkpoints keep the shared table, under the model's prefix. */
  private static final List<String> NAMES =
      List.of("shared.weight", "decoder.embed_tokens.weight", "encoder.embed_tokens.weight");

  static BartTokenEmbedding read(Parameters model, BartConfig config, NDManager owner) {
    NDArray weight =
        NAMES.stream()
            .flatMap(n -> model.find(n, config.vocabulary(), config.width()).stream())
            .findFirst()
            .orElseThrow(
                () ->
                    new FuseboxException(
                        "the checkpoint has no token embeddings; expected one of "
                            + String.join(", ", NAMES)
                            + " (with or without 'model.'); is it a BART?"));
    NAMES.forEach(name -> model.requireTied(name, weight));
    @Nullable NDArray scale =
        config.scaleEmbedding() ? owner.full(new Shape(), (float) Math.sqrt(config.width())) : null;
    return new BartTokenEmbedding(new Embedding(weight), scale);
  }

  /** The same as its model's precision asks for it. */
  BartTokenEmbedding held(Parameters of) {
    return new BartTokenEmbedding(table.held(of), scale);
  }

  /** {@code [b, s] -> [b, s, d]}. */
  NDArray embed(NDArray ids) {
    if (scale == null) {
      return table.apply(ids);
    }
    return TensorScope.freeIntermediates(() -> table.apply(ids).mul(scale));
  }
}
