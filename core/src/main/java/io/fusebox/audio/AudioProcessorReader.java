package io.fusebox.audio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fusebox.FuseboxException;
import io.fusebox.files.JsonFile;
import io.fusebox.plugin.Names;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads {@code preprocessor_config.json} of a speech model's folder. */
record AudioProcessorReader(Path file, JsonNode json) {
  private static final String FILE = "preprocessor_config.json";
  private static final String TYPE = "feature_extractor_type";
  private static final String KNOWN = "Wav2Vec2FeatureExtractor";
  private static final int MAX_BYTES = 1 << 20;
  private static final int USUAL_RATE = 16_000;
  private static final int MOST_RATE = 192_000;

  static AudioProcessor read(Path folder, SoundDecoder decoder) {
    Path file = folder.resolve(FILE);
    JsonNode json =
        Files.exists(file) ? JsonFile.readObject(file, MAX_BYTES) : MissingNode.getInstance();
    return new AudioProcessorReader(file, json).processor(decoder);
  }

  private AudioProcessor processor(SoundDecoder decoder) {
    if (!json.path(TYPE).asText(KNOWN).equals(KNOWN)) {
      throw bad(TYPE, "'" + KNOWN + "'");
    } else if (json.path("feature_size").asInt(1) != 1) {
      throw bad("feature_size", "1: one sample at a time");
    } else if (json.path("padding_value").asDouble(0) != 0) {
      throw bad("padding_value", "0: silence");
    }
    return new AudioProcessor(
        rate(), flag("do_normalize", true), flag("return_attention_mask", false), decoder);
  }

  private int rate() {
    JsonNode rate = json.path("sampling_rate");
    int found = rate.isMissingNode() ? USUAL_RATE : rate.asInt();
    if (found < Waveform.LEAST_RATE || found > MOST_RATE) {
      throw bad(
          "sampling_rate",
          "a whole number from %d to %d".formatted(Waveform.LEAST_RATE, MOST_RATE));
    }
    return found;
  }

  private boolean flag(String key, boolean otherwise) {
    JsonNode flag = json.path(key);
    if (!flag.isMissingNode() && !flag.isNull() && !flag.isBoolean()) {
      throw bad(key, "true or false");
    }
    return flag.asBoolean(otherwise);
  }

  private FuseboxException bad(String key, String rule) {
    return new FuseboxException(
        "'%s' of %s must be %s, found %s".formatted(key, file, rule, Names.shown(json.path(key))));
  }
}
