package io.fusebox.audio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fusebox.FuseboxException;
import io.fusebox.checkpoint.CheckpointWarnings;
import io.fusebox.checkpoint.ProcessorFile;
import io.fusebox.plugin.Names;
import java.nio.file.Path;

/** Reads how a speech model's folder wants sounds to be prepared. */
record AudioProcessorReader(Path file, JsonNode json) {
  private static final String TYPE = "feature_extractor_type";
  private static final String KNOWN = "Wav2Vec2FeatureExtractor";
  private static final int USUAL_RATE = 16_000;
  private static final int MOST_RATE = 192_000;

  static AudioProcessor read(Path folder, SoundDecoder decoder) {
    ProcessorFile from = ProcessorFile.read(folder, ProcessorFile.Kind.AUDIO);
    AudioProcessor processor =
        new AudioProcessorReader(from.file(), from.json()).processor(decoder);
    if (from.found()) {
      from.requireUnderstood();
    } else {
      CheckpointWarnings.tell(
          "%s is missing, and processor_config.json too; sounds are prepared as usual for such models: %d samples a second, %s; put the model's own file there if it has one"
              .formatted(
                  from.file(),
                  processor.rate(),
                  processor.normalise() ? "normalised" : "not normalised"));
    }
    return processor;
  }

  private AudioProcessor processor(SoundDecoder decoder) {
    requireUsual(TYPE, KNOWN, "'" + KNOWN + "'");
    requireUsual("audio_processor_type", KNOWN, "'" + KNOWN + "'");
    requireUsual("feature_size", 1, "1: one sample at a time");
    requireUsual("padding_value", 0, "0: silence");
    requireUsual("padding_side", "right", "'right'");
    return new AudioProcessor(
        rate(), flag("do_normalize", true), flag("return_attention_mask", false), decoder);
  }

  private void requireUsual(String key, String usual, String rule) {
    if (present(key) && !json.path(key).equals(TextNode.valueOf(usual))) {
      throw bad(key, rule);
    }
  }

  private void requireUsual(String key, double usual, String rule) {
    if (present(key) && !(json.path(key).isNumber() && json.path(key).asDouble() == usual)) {
      throw bad(key, rule);
    }
  }

  private boolean present(String key) {
    return !json.path(key).isMissingNode() && !json.path(key).isNull();
  }

  private int rate() {
    String key = "sampling_rate";
    JsonNode rate = json.path(key);
    int found = present(key) ? rate.asInt() : USUAL_RATE;
    boolean whole = !present(key) || rate.isInt();
    if (!whole || found < Waveform.LEAST_RATE || found > MOST_RATE) {
      throw bad(key, "a whole number from %d to %d".formatted(Waveform.LEAST_RATE, MOST_RATE));
    }
    return found;
  }

  private boolean flag(String key, boolean otherwise) {
    if (present(key) && !json.path(key).isBoolean()) {
      throw bad(key, "true or false");
    }
    return json.path(key).asBoolean(otherwise);
  }

  private FuseboxException bad(String key, String rule) {
    return new FuseboxException(
        "'%s' of %s must be %s, found %s".formatted(key, file, rule, Names.shown(json.path(key))));
  }
}
