package io.fusebox.plm.bart;

import static io.fusebox.plugin.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.checkpoint.Parameters;
import io.fusebox.plm.Decoded;
import io.fusebox.plm.Encoded;
import io.fusebox.tensor.Masks;
import io.fusebox.tensor.Scratch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** BART's decoder and its head. */
record BartDecoder(
    BartTokens tokens, BartPositions positions, List<BartDecoderLayer> layers, BartHead head) {
  private static final String INPUT = "the decoder's input";

  static BartDecoder read(Parameters side, BartTokens tokens, BartHead head, BartParts parts) {
    return new BartDecoder(
        tokens,
        BartPositions.read(side, parts.config()),
        IntStream.range(0, parts.stack().layers())
            .mapToObj(i -> BartDecoderLayer.read(side.under("layers." + i), parts))
            .toList(),
        head);
  }

  /**
   * Runs over whole decoder inputs.
   *
   * @param ids {@code [b, t]}; its manager owns the results
   * @param mask {@code [b, t]}, 1 = attend, beside causality; null = all
   */
  Decoded apply(Encoded encoded, NDArray ids, NDArray mask) {
    require(
        ids.getShape().dimension() == 2
            && ids.getShape().get(0) == encoded.mask().getShape().get(0),
        "the decoder's ids must be [%d, t], found %s"
            .formatted(encoded.mask().getShape().get(0), ids.getShape()));
    NDManager manager = ids.getManager();
    NDArray source = Scratch.on(manager, encoded.last());
    NDArray padding = Scratch.keep(() -> padding(Scratch.on(manager, encoded.mask())));
    NDArray causal = Scratch.keep(() -> causal(ids, mask));
    NDArray x = start(ids, 0);
    List<NDArray> states = new ArrayList<>(List.of(x));
    for (BartDecoderLayer layer : layers) {
      NDArray in = x;
      x =
          Scratch.keep(
              () ->
                  layer.apply(
                      in,
                      layer.self().keyValue(in),
                      causal,
                      layer.cross().keyValue(source),
                      padding));
      states.add(x);
    }
    return new Decoded(List.copyOf(states), head.apply(x));
  }

  /** Token embeddings {@code [b, t, d]} in their places, from position {@code first} on. */
  NDArray start(NDArray ids, long first) {
    return Scratch.keep(() -> positions.place(tokens.embed(ids), first, INPUT));
  }

  /** {@code [b, s] -> [b, 1, 1, s]} to add to the scores of cross-attention. */
  static NDArray padding(NDArray mask) {
    return Masks.additive(Masks.padding(mask));
  }

  private static NDArray causal(NDArray ids, NDArray mask) {
    NDArray before = Masks.causal(ids.getManager(), ids.getShape().get(1));
    return Masks.additive(mask == null ? before : before.logicalAnd(Masks.padding(mask)));
  }
}
