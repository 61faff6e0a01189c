package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.checkpoint.TokenIds;
import io.fusebox.toolkit.generation.Generator;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Generation behind texts, as the names of a case's outputs and its {@code meta.json} say it:
 * {@code gen_greedy}, {@code gen_beam4}; {@code generation} names the end tokens and the padding.
 */
record CausalGenerations(VerificationCase of, Plm plm) {
  private static final Pattern NAME = Pattern.compile("gen_(?:leftpad_)?(?:greedy|beam(\\d{1,3}))");

  /**
   * The texts with what is said after them, or null for a name that is not known.
   *
   * @param mask {@code [b, s]} of the texts
   */
  @Nullable TensorValues behind(NDArray ids, NDArray mask, String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return null;
    }
    NDManager manager = ids.getManager();
    long[] stored = of.outputs().read(manager, name).toLongArray();
    int rows = Math.toIntExact(ids.getShape().get(0));
    int before = Math.toIntExact(ids.getShape().get(1));
    int columns = stored.length / rows;
    GenerationConfig how =
        GenerationConfig.greedy(columns - before + 1)
            .withBeams(matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1)))
            .withEosTokens(TokenIds.of(said(), "eos_token_id").orElse(List.of()));
    EncoderOutput read = plm.encode(PlmInputs.text(plm, ids, Optional.of(mask)));
    long[][] found = Generator.generate(plm, read, how).sequences();
    long[] texts = ids.toLongArray();
    long[] real = mask.toLongArray();
    long[][] joined = new long[rows][];
    for (int i = 0; i < rows; i++) {
      joined[i] = Arrays.copyOf(new long[0], before + found[i].length - 1);
      for (int j = 0; j < before; j++) { // how padding is written means nothing
        int at = i * before + j;
        joined[i][j] = real[at] == 1 ? texts[at] : stored[i * columns + j];
      }
      System.arraycopy(padded(found[i]), 1, joined[i], before, found[i].length - 1);
    }
    return TensorValues.ids(joined);
  }

  /** The labels for one input, the end token included. */
  long[] answer(EncoderOutput read, int least, int most) {
    GenerationConfig how =
        GenerationConfig.greedy(most + 1)
            .withMinLength(least + 1)
            .withEosTokens(TokenIds.of(said(), "eos_token_id").orElse(List.of()));
    long[] sequence = Generator.generate(plm, read, how).sequences()[0];
    return Arrays.copyOfRange(sequence, 1, sequence.length);
  }

  /** The case may pad otherwise than the model's configuration. */
  private long[] padded(long[] sequence) {
    long pad = said().path("pad_token_id").asLong(plm.spec().pad());
    List<Long> ends = TokenIds.of(said(), "eos_token_id").orElse(List.of(plm.spec().eos()));
    boolean ended = false;
    for (int i = 1; i < sequence.length; i++) {
      sequence[i] = ended ? pad : sequence[i];
      ended = ended || ends.contains(sequence[i]);
    }
    return sequence;
  }

  private JsonNode said() {
    return of.meta().path("generation");
  }
}
