package io.fusebox.plm.t5;

import static io.fusebox.plugin.Settings.require;

import ai.djl.ndarray.NDArray;
import io.fusebox.checkpoint.Parameters;
import io.fusebox.fusion.PlmInput;
import io.fusebox.fusion.Segment;
import io.fusebox.plm.Encoded;
import io.fusebox.plm.seq2seq.JoinedInput;
import io.fusebox.tensor.LayerNorm;
import io.fusebox.tensor.Masks;
import io.fusebox.tensor.RmsNorm;
import io.fusebox.tensor.Scratch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** T5's encoder over joined segments. */
record T5Encoder(RelativeBias bias, List<T5EncoderLayer> layers, RmsNorm norm, int width) {

  static T5Encoder read(Parameters side, T5Parts parts) {
    return new T5Encoder(
        RelativeBias.read(side, parts.config(), true),
        IntStream.range(0, parts.config().encoderLayers())
            .mapToObj(i -> T5EncoderLayer.read(side.under("block." + i), parts))
            .toList(),
        parts.norm(side.under("final_layer_norm")),
        parts.config().width());
  }

  /** The same embeddings. */
  Segment place(Segment segment) {
    return JoinedInput.place(segment, width, T5Encoder::place);
  }

  /** The last state is the last layer's output normalised, as in the reference. */
  Encoded apply(PlmInput input) {
    JoinedInput joined = new JoinedInput(input);
    NDArray mask = joined.mask();
    NDArray x = joined.embeddings(width, T5Encoder::place);
    NDArray added = added(joined, mask, x);
    List<NDArray> states = new ArrayList<>(List.of(x));
    for (T5EncoderLayer layer : layers) {
      x = layer.apply(x, added);
      states.add(x);
    }
    NDArray last = x;
    states.set(states.size() - 1, Scratch.keep(() -> norm.apply(last)));
    return new Encoded(List.copyOf(states), mask);
  }

  /** Embeddings have no positions of their own, whatever the input says of counting them. */
  private static NDArray place(
      NDArray embeddings, long first, Optional<LayerNorm> norm, String what) {
    require(
        norm.isEmpty(),
        what + " has a normalisation of its own, but T5 does not normalise its embeddings");
    return embeddings;
  }

  /** {@code [b, h, s, s]} to add to the scores of every layer: distances and masks. */
  private NDArray added(JoinedInput joined, NDArray mask, NDArray x) {
    int s = Math.toIntExact(joined.input().length());
    return Scratch.keep(
        () ->
            bias.apply(x.getManager(), 0, s, s, "the encoder's input")
                .add(Masks.additive(joined.allowed(mask))));
  }
}
