package io.fusebox.plm.t5;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.plm.t5.T5Output.Head;
import io.fusebox.toolkit.tensor.Embedding;
import java.util.ArrayList;
import java.util.List;

/** Where a checkpoint keeps the token embeddings, one table for encoder and decoder. */
final class T5TokenEmbedding {
  private static final List<String> NAMES =
      List.of("shared.weight", "encoder.embed_tokens.weight", "decoder.embed_tokens.weight");
  private static final String HEAD = "lm_head.weight";

  private T5TokenEmbedding() {}

  static Embedding read(Parameters root, T5Config config) {
    List<String> names = new ArrayList<>(NAMES);
    if (config.output().head() == Head.TABLE) {
      names.add(HEAD);
    }
    NDArray table =
        names.stream()
            .flatMap(n -> root.find(n, config.vocabulary(), config.width()).stream())
            .findFirst()
            .orElseThrow(
                () ->
                    new FuseboxException(
                        "the checkpoint has no token embeddings; expected one of "
                            + String.join(", ", names)
                            + "; is it a T5?"));
    NAMES.forEach(name -> root.requireTied(name, table));
    return new Embedding(table);
  }

  /** The head's {@code [v, d]}: the table itself, or one of its own. */
  static NDArray head(Parameters root, Embedding table, T5Config config) {
    long[] shape = {config.vocabulary(), config.width()};
    return switch (config.output().head()) {
      case OWN -> root.get(HEAD, shape);
      case OWN_OR_TABLE -> root.find(HEAD, shape).orElse(table.weight());
      case TABLE -> {
        root.requireTied(HEAD, table.weight());
        yield table.weight();
      }
    };
  }
}
