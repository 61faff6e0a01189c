package io.fusebox.plm.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.seq2seq.DecoderStack;
import io.fusebox.toolkit.tensor.Embedding;
import io.fusebox.toolkit.tensor.RmsNorm;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** T5's decoder and its head. */
record T5Decoder(
    Embedding tokens,
    RelativePositionBias bias,
    List<T5DecoderLayer> layers,
    RmsNorm norm,
    T5Head head)
    implements DecoderStack {

  static T5Decoder read(Parameters side, Embedding tokens, T5Head head, T5LayerReader parts) {
    return new T5Decoder(
        tokens,
        RelativePositionBias.read(side, parts.config(), false),
        IntStream.range(0, parts.config().decoderLayers())
            .mapToObj(i -> T5DecoderLayer.read(side.under("block." + i), parts))
            .toList(),
        parts.norm(side.under("final_layer_norm")),
        head);
  }

  @Override
  public NDArray start(NDArray ids, long first) {
    return tokens.apply(ids);
  }

  @Override
  public Optional<NDArray> bias(NDManager manager, long first, long t) {
    int end = Math.toIntExact(first + t);
    int[] queries = IntStream.range((int) first, end).toArray();
    int[] keys = IntStream.range(0, end).toArray();
    return Optional.of(bias.apply(manager, queries, keys, "the decoder's input"));
  }

  @Override
  public NDArray finish(NDArray x) {
    return TensorScope.freeIntermediates(() -> norm.apply(x));
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
