package io.fusebox.toolkit.generation;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.plm.Generation;
import io.fusebox.api.settings.Names;
import io.fusebox.toolkit.files.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads generation options from the reference's files.
 *
 * @param source what stands before messages: the file and a colon, or nothing
 */
record GenerationOptions(JsonNode json, String source) {
  private static final String FILE = "generation_config.json";

  /** Options are a few lines; a file beyond this is none. */
  private static final long MOST_BYTES = 1 << 20;

  static Optional<Generation> file(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    return Optional.of(generation(file, read(file), Generation.DEFAULTS));
  }

  /** What a checkpoint's newer file says, else its configuration; what has no effect is told. */
  static Generation of(Checkpoint checkpoint, Generation inherited) {
    JsonNode config = checkpoint.config();
    Path file = checkpoint.folder().resolve(FILE);
    if (Files.isRegularFile(file)) {
      JsonNode json = read(file);
      new UnheededOptions(file, json).tell(config);
      return generation(file, json, Generation.DEFAULTS);
    }
    Path old = checkpoint.folder().resolve("config.json");
    new UnheededOptions(old, config).tell();
    return generation(old, config, inherited);
  }

  private static JsonNode read(Path file) {
    return JsonFile.readObject(file, MOST_BYTES);
  }

  /** What is wrong with a value alone names its file already. */
  private static Generation generation(Path file, JsonNode json, Generation otherwise) {
    String source = file + ": ";
    try {
      return new GenerationOptions(json, source).generation(otherwise);
    } catch (FuseboxException e) {
      String message = e.getMessage();
      throw new FuseboxException(
          (message.startsWith(source) ? message : source + message) + "; mend or remove it", e);
    }
  }

  Generation generation(Generation otherwise) {
    int max = whole("max_length", otherwise.maxLength());
    int min = whole("min_length", otherwise.minLength());
    int beams = whole("num_beams", otherwise.beams());
    int returned = Math.min(otherwise.returned(), Math.max(1, beams));
    return new Generation(
        withStart("max_new_tokens", max),
        withStart("min_new_tokens", min),
        beams,
        penalty(otherwise.lengthPenalty()),
        early(json.path("early_stopping"), otherwise.early()),
        whole("no_repeat_ngram_size", otherwise.noRepeatNgram()),
        token("forced_bos_token_id", otherwise.forcedBos()),
        token("forced_eos_token_id", otherwise.forcedEos()),
        whole("num_return_sequences", returned));
  }

  /** A number of tokens beside the start token, with it; {@code otherwise} where none is said. */
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

  private Generation.Early early(JsonNode value, Generation.Early otherwise) {
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    return switch (value.asText()) {
      case "true" -> Generation.Early.TRUE;
      case "false" -> Generation.Early.FALSE;
      case "never" -> Generation.Early.NEVER;
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
        "%s%s must be %s, found %s".formatted(source, name, rule, Names.shown(json.path(name))));
  }
}
