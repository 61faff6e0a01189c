package io.fusebox.plm.t5;

import ai.djl.ndarray.NDArray;
import io.fusebox.FuseboxException;
import io.fusebox.checkpoint.Parameters;
import io.fusebox.tensor.Embedding;
import java.util.ArrayList;
import java.util.List;

/** Where a checkpoint keeps the token embeddings, one table for encoder and decoder. */
final class T5Tokens {
  private static final List<String> NAMES =
      List.of("shared.weight", "encoder.embed_tokens.weight", "decoder.embed_tokens.weight");
  private static final String HEAD = "lm_head.weight";

  private T5Tokens() {}

  static Embedding read(Parameters root, T5Config config) {
    List<String> names = new ArrayList<>(NAMES);
    if (config.tied()) {
      names.add(HEAD);
    }
    return new Embedding(
        names.stream()
            .flatMap(n -> root.find(n, config.vocabulary(), config.width()).stream())
            .findFirst()
            .orElseThrow(
                () ->
                    new FuseboxException(
                        "the checkpoint has no token embeddings; expected one of "
                            + String.join(", ", names)
                            + "; is it a T5?")));
  }

  /** The head's {@code [v, d]}: the table itself, or one of its own. */
  static NDArray head(Parameters root, Embedding table, T5Config config) {
    return config.tied() ? table.weight() : root.get(HEAD, config.vocabulary(), config.width());
  }
}
