package io.fusebox.plm.bart;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.seq2seq.DecoderStack;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.List;
import java.util.stream.IntStream;

/** BART's decoder and its head. */
record BartDecoder(
    BartTokenEmbedding tokens,
    BartPositionEmbedding positions,
    List<BartDecoderLayer> layers,
    BartHead head)
    implements DecoderStack {
  private static final String INPUT = "the decoder's input";

  static BartDecoder read(
      Parameters side, BartTokenEmbedding tokens, BartHead head, BartLayerReader parts) {
    return new BartDecoder(
        tokens,
        BartPositionEmbedding.read(side, parts.config()),
        IntStream.range(0, parts.stack().layers())
            .mapToObj(i -> BartDecoderLayer.read(side.under("layers." + i), parts))
            .toList(),
        head);
  }

  @Override
  public NDArray start(NDArray ids, long first) {
    return TensorScope.freeIntermediates(() -> positions.place(tokens.embed(ids), first, INPUT));
  }

  @Override
  public NDArray logits(NDArray x) {
    return head.apply(x);
  }

  @Override
  public NDArray logits(NDArray x, NDArray tokens) {
    return head.only(tokens).apply(x);
  }
}
