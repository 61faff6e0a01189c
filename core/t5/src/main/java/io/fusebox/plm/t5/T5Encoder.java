package io.fusebox.plm.t5;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import io.fusebox.seq2seq.EncoderStack;
import io.fusebox.toolkit.tensor.RmsNorm;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** T5's encoder. */
record T5Encoder(
    RelativePositionBias bias,
    List<T5EncoderLayer> layers,
    RmsNorm norm,
    long width,
    PrefixShape prefix)
    implements EncoderStack {

  static T5Encoder read(Parameters side, T5LayerReader parts) {
    return new T5Encoder(
        RelativePositionBias.read(side, parts.config(), true),
        IntStream.range(0, parts.config().encoderLayers())
            .mapToObj(i -> T5EncoderLayer.read(side.under("block." + i), parts))
            .toList(),
        parts.norm(side.under("final_layer_norm")),
        parts.config().width(),
        new PrefixShape(
            parts.config().encoderLayers(), parts.config().heads(), parts.config().headWidth()));
  }

  /** Embeddings have no positions of their own, whatever the input says of counting them. */
  @Override
  public NDArray place(NDArray embeddings, long first, Optional<LayerNorm> norm, String what) {
    require(
        norm.isEmpty(),
        what + " has a normalisation of its own, but T5 does not normalise its embeddings");
    return embeddings;
  }

  @Override
  public Optional<NDArray> bias(NDManager manager, int[] queries, int[] keys) {
    return Optional.of(bias.apply(manager, queries, keys, "the encoder's input"));
  }

  /** The last state is the last layer's output normalised, as in the reference. */
  @Override
  public NDArray finish(NDArray x) {
    return norm.apply(x);
  }
}
