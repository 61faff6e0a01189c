package @package@;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import io.fusebox.seq2seq.EncoderLayer;
import io.fusebox.seq2seq.EncoderStack;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.FeedForward;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The encoder. */
record @Type@Encoder(
    LearnedPositions positions, List<Layer> layers, LayerNorm last, long width, PrefixShape prefix)
    implements EncoderStack {

  static @Type@Encoder read(Parameters side, Sizes sizes) {
    return new @Type@Encoder(
        new LearnedPositions(sizes.positions(side)),
        IntStream.range(0, sizes.layers())
            .mapToObj(i -> Layer.read(side.under("layers." + i), sizes))
            .toList(),
        sizes.norm(side.under("norm")),
        sizes.width(),
        new PrefixShape(sizes.layers(), sizes.heads(), sizes.width() / sizes.heads()));
  }

  @Override
  public NDArray place(NDArray embeddings, long first, Optional<LayerNorm> norm, String what) {
    require(norm.isEmpty(), what + " has a normalisation of its own, and this PLM has none there");
    return positions.place(embeddings, first, what);
  }

  @Override
  public NDArray finish(NDArray x) {
    return last.apply(x);
  }

  /** One layer: each position attends to those that it sees, then is changed by itself. */
  private record Layer(
      LayerNorm selfNorm, Attention self, LayerNorm feedForwardNorm, FeedForward feedForward)
      implements EncoderLayer {

    static Layer read(Parameters layer, Sizes sizes) {
      return new Layer(
          sizes.norm(layer.under("self_norm")),
          sizes.attention(layer.under("self")),
          sizes.norm(layer.under("feed_forward_norm")),
          sizes.feedForward(layer.under("feed_forward")));
    }

    @Override
    public NDArray apply(NDArray x, UnaryOperator<KeyValue> seen, NDArray mask) {
      NDArray own = selfNorm.apply(x);
      NDArray heard = x.add(self.self(own, seen, mask));
      return heard.add(feedForward.apply(feedForwardNorm.apply(heard)));
    }
  }
}
