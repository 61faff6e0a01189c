package io.fusebox.causal;

import static io.fusebox.toolkit.checkpoint.ConfigValues.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.toolkit.checkpoint.TokenIds;
import io.fusebox.toolkit.generation.GenerationConfigReader;
import io.fusebox.toolkit.text.PlmTokenizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The special tokens of a decoder-only checkpoint.
 *
 * @param vocabulary the number of tokens
 * @param bos what begins a text, if anything does
 * @param pad the configured one, or the end token as in the reference
 * @param eos what ends an answer, the one that answers are taught to end with first
 */
public record SpecialIds(
    Checkpoint checkpoint, int vocabulary, Optional<Long> bos, long pad, List<Long> eos) {

  /** Reads {@code config.json}, and what it leaves out from {@code generation_config.json}. */
  public static SpecialIds read(Checkpoint checkpoint, int vocabulary) {
    JsonNode json = checkpoint.config();
    List<Long> eos = EndTokens.read(checkpoint, vocabulary);
    return new SpecialIds(
        checkpoint,
        vocabulary,
        first(json, "bos_token_id", vocabulary),
        first(json, "pad_token_id", vocabulary).orElse(eos.get(0)),
        eos);
  }

  /** Some files say -1, or a row that the table does not have, where they mean none. */
  private static Optional<Long> first(JsonNode json, String name, int vocabulary) {
    return TokenIds.of(json, name).map(ids -> ids.get(0)).filter(id -> id >= 0 && id < vocabulary);
  }

  /** The properties of the PLM that others need. */
  public PlmSpec spec(CausalStack stack) {
    return new PlmSpec(
            String.valueOf(checkpoint.folder().getFileName()),
            text(checkpoint.config(), "model_type", ""),
            stack.width(),
            vocabulary,
            stack.maxPositions(),
            bos.orElse(eos.get(0)),
            pad,
            eos.get(0),
            checkpoint.hash())
        .withPrefix(stack.prefixShape());
  }

  /** The tokenizer, whose special tokens are compared with these. */
  public PlmTokenizer tokenizer(int rows, Supplier<Tokenizer> tokenizer) {
    Map<String, Long> special = new HashMap<>();
    bos.ifPresent(id -> special.put("bos_token", id));
    if (eos.size() == 1) {
      special.put("eos_token", eos.get(0));
    }
    return new PlmTokenizer(tokenizer, rows, checkpoint.folder(), special);
  }

  /** The folder's generation settings; any of the end tokens that it names ends an answer. */
  public GenerationConfig generation() {
    List<Long> said = EndTokens.ofGeneration(checkpoint.folder(), vocabulary);
    return GenerationConfigReader.of(checkpoint, GenerationConfig.DEFAULTS.withEosTokens(eos))
        .withEosTokens(said.isEmpty() ? eos : said);
  }
}
