package io.fusebox.toolkit.audio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fusebox.toolkit.checkpoint.ProcessorFields;
import io.fusebox.toolkit.checkpoint.ProcessorFile;
import java.nio.file.Path;

/** Reads how audio is prepared for a speech model, from its folder. */
record AudioProcessorReader(ProcessorFields fields) {
  private static final String TYPE = "feature_extractor_type";
  private static final String KNOWN = "Wav2Vec2FeatureExtractor";
  private static final int USUAL_RATE = 16_000;
  private static final int MOST_RATE = 192_000;

  static AudioProcessor read(Path folder, AudioDecoder decoder) {
    ProcessorFile from = ProcessorFile.read(folder, ProcessorFile.Kind.AUDIO);
    AudioProcessor processor = new AudioProcessorReader(from.fields()).processor(decoder);
    from.requireUnderstood(
        "audio files",
        "%d samples a second, %s"
            .formatted(processor.rate(), processor.normalise() ? "normalised" : "not normalised"));
    return processor;
  }

  private AudioProcessor processor(AudioDecoder decoder) {
    requireUsual(TYPE, KNOWN, "'" + KNOWN + "'");
    requireUsual("audio_processor_type", KNOWN, "'" + KNOWN + "'");
    requireUsual("feature_size", 1, "1: one sample at a time");
    requireUsual("padding_value", 0, "0: silence");
    requireUsual("padding_side", "right", "'right'");
    return new AudioProcessor(
        rate(),
        fields.flag("do_normalize", true),
        fields.flag("return_attention_mask", false),
        decoder);
  }

  private void requireUsual(String key, String usual, String rule) {
    if (fields.has(key) && !json(key).equals(TextNode.valueOf(usual))) {
      throw fields.invalid(key, rule);
    }
  }

  private void requireUsual(String key, double usual, String rule) {
    if (fields.has(key) && !(json(key).isNumber() && json(key).asDouble() == usual)) {
      throw fields.invalid(key, rule);
    }
  }

  private JsonNode json(String key) {
    return fields.json().path(key);
  }

  private int rate() {
    String key = "sampling_rate";
    JsonNode rate = json(key);
    int found = fields.has(key) ? rate.asInt() : USUAL_RATE;
    boolean whole = !fields.has(key) || rate.isInt();
    if (!whole || found < Waveform.LEAST_RATE || found > MOST_RATE) {
      throw fields.invalid(
          key, "a whole number from %d to %d".formatted(Waveform.LEAST_RATE, MOST_RATE));
    }
    return found;
  }
}
