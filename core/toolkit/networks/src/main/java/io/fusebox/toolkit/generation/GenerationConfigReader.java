package io.fusebox.toolkit.generation;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.toolkit.checkpoint.TokenIds;
import io.fusebox.toolkit.files.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads generation options from the reference's files.
 *
 * @param source what stands before messages: the file and a colon, or nothing
 */
public record GenerationConfigReader(JsonNode json, String source) {
  /** The file of a model folder. */
  public static final String FILE = "generation_config.json";

  /** Options are a few lines; a larger file is not one. */
  private static final long MOST_BYTES = 1 << 20;

  /**
   * Reads the reference's options.
   *
   * @param options {@code num_beams} and so on; what is missing or null is as in {@code otherwise},
   *     except that a null token means none
   */
  public static GenerationConfig from(JsonNode options, GenerationConfig otherwise) {
    return new GenerationConfigReader(options, "").generation(otherwise);
  }

  /** The settings of a model folder's {@code generation_config.json}; empty when there is none. */
  public static Optional<GenerationConfig> file(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    return Optional.of(generation(file, read(file), GenerationConfig.DEFAULTS));
  }

  /**
   * The generation settings of a model folder: its {@code generation_config.json}, or where there
   * is none the old fields of its configuration. Options that have no effect are warned of.
   *
   * @param inherited what the configuration leaves out; with end tokens, if the PLM heeds those of
   *     {@link #endTokens}
   */
  public static GenerationConfig of(Checkpoint checkpoint, GenerationConfig inherited) {
    JsonNode config = checkpoint.config();
    Path file = checkpoint.folder().resolve(FILE);
    if (Files.isRegularFile(file)) {
      JsonNode json = read(file);
      List<Long> ends = inherited.eosTokens();
      new IgnoredGenerationOptions(file, json).tell(config, ends.isEmpty());
      return generation(file, json, GenerationConfig.DEFAULTS.withEosTokens(ends));
    }
    Path old = checkpoint.folder().resolve("config.json");
    new IgnoredGenerationOptions(old, config).tell();
    return generation(old, config, inherited);
  }

  /** The tokens that a model folder's {@code generation_config.json} ends answers with, if any. */
  public static List<Long> endTokens(Path folder) {
    Path file = folder.resolve(FILE);
    return Files.isRegularFile(file)
        ? TokenIds.of(read(file), "eos_token_id").orElse(List.of())
        : List.of();
  }

  private static JsonNode read(Path file) {
    return JsonFile.readObject(file, MOST_BYTES);
  }

  /** An error of a value alone names its file already. */
  private static GenerationConfig generation(Path file, JsonNode json, GenerationConfig otherwise) {
    String source = file + ": ";
    try {
      return new GenerationConfigReader(json, source).generation(otherwise);
    } catch (FuseboxException e) {
      String message = e.getMessage();
      throw new FuseboxException(
          (message.startsWith(source) ? message : source + message) + "; fix or remove it", e);
    }
  }

  GenerationConfig generation(GenerationConfig otherwise) {
    int max = whole("max_length", otherwise.maxLength());
    int min = whole("min_length", otherwise.minLength());
    int beams = whole("num_beams", otherwise.beams());
    int returned = Math.min(otherwise.numReturnSequences(), Math.max(1, beams));
    return new GenerationConfig(
        withStart("max_new_tokens", max),
        withStart("min_new_tokens", min),
        beams,
        penalty(otherwise.lengthPenalty()),
        early(json.path("early_stopping"), otherwise.earlyStopping()),
        whole("no_repeat_ngram_size", otherwise.noRepeatNgram()),
        token("forced_bos_token_id", otherwise.forcedBos()),
        token("forced_eos_token_id", otherwise.forcedEos()),
        whole("num_return_sequences", returned),
        otherwise.eosTokens());
  }

  /**
   * A number of tokens in addition to the start token, with it; {@code otherwise} where none is
   * said.
   */
  private int withStart(String name, int otherwise) {
    if (!json.hasNonNull(name)) {
      return otherwise;
    }
    int tokens = whole(name, 0);
    if (tokens < 0 || tokens == Integer.MAX_VALUE) {
      throw bad(name, "a number of tokens");
    }
    return tokens + 1;
  }

  private double penalty(double otherwise) {
    JsonNode value = json.path("length_penalty");
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    } else if (!value.isNumber()) {
      throw bad("length_penalty", "a number");
    }
    return value.doubleValue();
  }

  private GenerationConfig.EarlyStopping early(
      JsonNode value, GenerationConfig.EarlyStopping otherwise) {
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    return switch (value.asText()) {
      case "true" -> GenerationConfig.EarlyStopping.TRUE;
      case "false" -> GenerationConfig.EarlyStopping.FALSE;
      case "never" -> GenerationConfig.EarlyStopping.NEVER;
      default -> throw bad("early_stopping", "true, false or \"never\"");
    };
  }

  private int whole(String name, int otherwise) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw bad(name, "a whole number");
    }
    return value.intValue();
  }

  /** A token id, or a list of one; null = none. */
  private long token(String name, long otherwise) {
    JsonNode value = json.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (value.isNull()) {
      return -1;
    }
    JsonNode id = value.isArray() && value.size() == 1 ? value.get(0) : value;
    if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < -1) {
      throw bad(name, "one token id");
    }
    return id.longValue();
  }

  private FuseboxException bad(String name, String rule) {
    return new FuseboxException(
        "%s%s must be %s, found %s"
            .formatted(source, name, rule, NameSuggestions.shown(json.path(name))));
  }
}
