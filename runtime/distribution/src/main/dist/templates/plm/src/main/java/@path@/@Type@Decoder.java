package @package@;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.seq2seq.DecoderLayer;
import io.fusebox.seq2seq.DecoderStack;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.Embedding;
import io.fusebox.toolkit.tensor.FeedForward;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The decoder, and its head: the token embeddings. */
record @Type@Decoder(Embedding tokens, LearnedPositions positions, List<Layer> layers, LayerNorm last)
    implements DecoderStack {

  static @Type@Decoder read(Parameters side, Sizes sizes, Embedding tokens) {
    return new @Type@Decoder(
        tokens,
        new LearnedPositions(sizes.positions(side)),
        IntStream.range(0, sizes.layers())
            .mapToObj(i -> Layer.read(side.under("layers." + i), sizes))
            .toList(),
        sizes.norm(side.under("norm")));
  }

  @Override
  public NDArray start(NDArray ids, long first) {
    // Intermediate arrays are freed at once; a session decodes many times.
    return TensorScope.freeIntermediates(() -> positions.place(tokens.apply(ids), first, "the decoder's input"));
  }

  @Override
  public NDArray finish(NDArray x) {
    return TensorScope.freeIntermediates(() -> last.apply(x));
  }

  @Override
  public NDArray logits(NDArray x) {
    return new Linear(tokens.weight(), null).apply(x);
  }

  /** One layer: it attends to the past, then to what the encoder made of the input. */
  private record Layer(
      LayerNorm selfNorm,
      Attention self,
      LayerNorm crossNorm,
      Attention cross,
      LayerNorm feedForwardNorm,
      FeedForward feedForward)
      implements DecoderLayer {

    static Layer read(Parameters layer, Sizes sizes) {
      return new Layer(
          sizes.norm(layer.under("self_norm")),
          sizes.attention(layer.under("self")),
          sizes.norm(layer.under("cross_norm")),
          sizes.attention(layer.under("cross")),
          sizes.norm(layer.under("feed_forward_norm")),
          sizes.feedForward(layer.under("feed_forward")));
    }

    @Override
    public KeyValue source(NDArray encoded) {
      return cross.keyValue(encoded);
    }

    @Override
    public NDArray apply(
        NDArray x, UnaryOperator<KeyValue> past, NDArray mask, KeyValue source, NDArray padding) {
      NDArray own = selfNorm.apply(x);
      NDArray heard = x.add(self.self(own, past, mask));
      NDArray seen = heard.add(cross.across(crossNorm.apply(heard), source, padding));
      return seen.add(feedForward.apply(feedForwardNorm.apply(seen)));
    }
  }
}
