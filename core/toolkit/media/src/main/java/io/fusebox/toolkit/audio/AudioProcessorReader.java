package io.fusebox.toolkit.audio;

import io.fusebox.toolkit.checkpoint.ProcessorFields;
import java.nio.file.Path;

/** Reads how audio is prepared for a speech model, from its folder. */
final class AudioProcessorReader {
  private AudioProcessorReader() {}

  static AudioProcessor read(Path folder, AudioDecoder decoder) {
    AudioProcessorFields from = AudioProcessorFields.open(folder, "Wav2Vec2FeatureExtractor");
    ProcessorFields fields = from.fields();
    fields.requireUsual("feature_size", 1, "1: one sample at a time");
    AudioProcessor processor =
        new AudioProcessor(
            from.rate(),
            fields.flag("do_normalize", true),
            fields.flag("return_attention_mask", false),
            decoder);
    from.requireUnderstood(
        "%d samples a second, %s"
            .formatted(processor.rate(), processor.normalise() ? "normalised" : "not normalised"));
    return processor;
  }
}
