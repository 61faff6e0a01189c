package io.fusebox.plm.bart;

import ai.djl.ndarray.NDArray;
import io.fusebox.checkpoint.Parameters;
import io.fusebox.fusion.PlmInput;
import io.fusebox.fusion.Segment;
import io.fusebox.plm.Encoded;
import io.fusebox.plm.seq2seq.JoinedInput;
import io.fusebox.tensor.Masks;
import io.fusebox.tensor.Scratch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** BART's encoder over joined segments. */
record BartEncoder(BartPositions positions, List<BartEncoderLayer> layers) {

  static BartEncoder read(Parameters side, BartParts parts) {
    return new BartEncoder(
        BartPositions.read(side, parts.config()),
        IntStream.range(0, parts.stack().layers())
            .mapToObj(i -> BartEncoderLayer.read(side.under("layers." + i), parts))
            .toList());
  }

  /** Positions from 0 on and normalisation. */
  Segment place(Segment segment) {
    return JoinedInput.place(segment, positions.width(), positions::place);
  }

  Encoded apply(PlmInput input) {
    JoinedInput joined = new JoinedInput(input);
    NDArray mask = joined.mask();
    NDArray x = joined.embeddings(positions.width(), positions::place);
    NDArray added = Scratch.keep(() -> Masks.additive(joined.allowed(mask)));
    List<NDArray> states = new ArrayList<>(List.of(x));
    for (BartEncoderLayer layer : layers) {
      x = layer.apply(x, added);
      states.add(x);
    }
    return new Encoded(List.copyOf(states), mask);
  }
}
