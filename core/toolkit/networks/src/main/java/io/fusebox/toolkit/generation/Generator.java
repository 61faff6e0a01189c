package io.fusebox.toolkit.generation;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.plm.DecoderSession;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.tensor.Interrupts;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Generation as the reference does it (Hugging Face transformers 4.40): greedy search for one beam,
 * beam search for more. Deterministic.
 */
public final class Generator {
  private Generator() {}

  /**
   * Generates from what the encoder made of a batch. All tensors made on the way are freed.
   *
   * @throws io.fusebox.api.FuseboxException when the options name a token that the PLM does not
   *     have, or more positions than it has
   */
  public static GeneratedSequences generate(Plm plm, EncoderOutput encoded, GenerationConfig how) {
    return generate(plm, encoded, how, token -> {});
  }

  /**
   * The same, and says the first example's tokens as they are chosen.
   *
   * @param tokens takes each token between start and end; none of beam search, which chooses at its
   *     end. What it throws ends the generation
   */
  public static GeneratedSequences generate(
      Plm plm, EncoderOutput encoded, GenerationConfig how, LongConsumer tokens) {
    int examples = Math.toIntExact(encoded.mask().getShape().get(0));
    TokenRules rules =
        new TokenRules(how, plm.spec().eos(), Math.toIntExact(plm.spec().vocabulary()));
    try (DecoderSession session = new CheckedSession(plm, plm.open(encoded))) {
      return how.beams() == 1
          ? new GreedySearch(plm.spec(), how, rules, examples).run(session, tokens)
          : new BeamSearch(plm.spec(), how, rules, examples).run(session);
    }
  }

  /** A session whose logits are numbers, and which ends with its thread's interruption. */
  private record CheckedSession(Plm plm, DecoderSession session) implements DecoderSession {
    @Override
    public NDArray next(long[] tokens) {
      Interrupts.check();
      return FiniteLogitsCheck.require(plm, session.next(tokens));
    }

    @Override
    public void reorder(int[] rows) {
      session.reorder(rows);
    }

    @Override
    public void close() {
      session.close();
    }
  }

  /** Rows of {@code columns} pads that begin with the start token. */
  static long[][] begin(PlmSpec spec, int rows, int columns) {
    long[][] tokens = new long[rows][columns];
    for (long[] row : tokens) {
      Arrays.fill(row, spec.pad());
      row[0] = spec.decoderStart();
    }
    return tokens;
  }

  /** The newest token of each row. */
  static long[] newest(long[][] tokens, int length) {
    return Arrays.stream(tokens).mapToLong(row -> row[length - 1]).toArray();
  }
}
