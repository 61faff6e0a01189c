package io.fusebox.plm;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.FuseboxException;
import io.fusebox.files.JsonFile;
import io.fusebox.plugin.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads generation options from the reference's files. */
final class GenerationOptions {
  private static final Logger LOG = LoggerFactory.getLogger(GenerationOptions.class);
  private static final String FILE = "generation_config.json";

  /** Options are a few lines; a file beyond this is none. */
  private static final long MOST_BYTES = 1 << 20;

  /** Options that change what is generated and that Fusebox does not know, with their "off". */
  private static final Map<String, Double> UNKNOWN =
      Map.of(
          "do_sample", 0.0,
          "repetition_penalty", 1.0,
          "num_beam_groups", 1.0,
          "encoder_no_repeat_ngram_size", 0.0);

  private GenerationOptions() {}

  static Optional<Generation> file(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    JsonNode options = JsonFile.readObject(file, MOST_BYTES);
    try {
      return Optional.of(read(options, Generation.DEFAULTS));
    } catch (FuseboxException e) {
      throw new FuseboxException("%s: %s; mend or remove it".formatted(file, e.getMessage()), e);
    }
  }

  static Generation read(JsonNode json, Generation otherwise) {
    warn(json);
    int max = whole(json, "max_length", otherwise.maxLength());
    int min = whole(json, "min_length", otherwise.minLength());
    int beams = whole(json, "num_beams", otherwise.beams());
    int returned = Math.min(otherwise.returned(), Math.max(1, beams));
    JsonNode penalty = json.path("length_penalty");
    return new Generation(
        json.hasNonNull("max_new_tokens") ? whole(json, "max_new_tokens", 0) + 1 : max,
        json.hasNonNull("min_new_tokens") ? whole(json, "min_new_tokens", 0) + 1 : min,
        beams,
        penalty.isNumber() ? penalty.doubleValue() : otherwise.lengthPenalty(),
        early(json.path("early_stopping"), otherwise.early()),
        whole(json, "no_repeat_ngram_size", otherwise.noRepeatNgram()),
        token(json, "forced_bos_token_id", otherwise.forcedBos()),
        token(json, "forced_eos_token_id", otherwise.forcedEos()),
        whole(json, "num_return_sequences", returned));
  }

  private static Generation.Early early(JsonNode value, Generation.Early otherwise) {
    return switch (value.asText()) {
      case "true" -> Generation.Early.TRUE;
      case "false" -> Generation.Early.FALSE;
      case "never" -> Generation.Early.NEVER;
      case "", "null" -> otherwise;
      default ->
          throw new FuseboxException(
              "early_stopping must be true, false or \"never\", found " + Names.shown(value));
    };
  }

  private static int whole(JsonNode json, String name, int otherwise) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new FuseboxException(name + " must be a whole number, found " + Names.shown(value));
    }
    return value.intValue();
  }

  /** A token id, or a list of one; null = none. */
  private static long token(JsonNode json, String name, long otherwise) {
    JsonNode value = json.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (value.isNull()) {
      return -1;
    }
    JsonNode id = value.isArray() && value.size() == 1 ? value.get(0) : value;
    if (!id.isIntegralNumber()) {
      throw new FuseboxException(name + " must be one token id, found " + Names.shown(value));
    }
    return id.longValue();
  }

  private static void warn(JsonNode json) {
    UNKNOWN.forEach(
        (name, off) -> {
          if (json.hasNonNull(name) && json.get(name).asDouble() != off) {
            LOG.warn(
                "the checkpoint asks for {} = {} in generation; it is not supported and left out",
                name,
                Names.shown(json.get(name)));
          }
        });
  }
}
