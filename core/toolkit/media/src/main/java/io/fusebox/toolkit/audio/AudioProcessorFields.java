package io.fusebox.toolkit.audio;

import io.fusebox.toolkit.checkpoint.ProcessorFields;
import io.fusebox.toolkit.checkpoint.ProcessorFile;
import java.nio.file.Path;

/**
 * Reads how a folder prepares audio, from files of both ages; what all kinds of models have in
 * common is checked.
 */
public record AudioProcessorFields(ProcessorFile file, ProcessorFields fields) {
  private static final int USUAL_RATE = 16_000;
  private static final int MOST_RATE = 192_000;

  /**
   * Opens a folder's settings.
   *
   * @param extractor the only {@code feature_extractor_type} that is known
   * @throws io.fusebox.api.FuseboxException when they are for another kind of model, or malformed
   */
  public static AudioProcessorFields open(Path folder, String extractor) {
    ProcessorFile file = ProcessorFile.read(folder, ProcessorFile.Kind.AUDIO);
    ProcessorFields fields = file.fields();
    fields.requireUsual("feature_extractor_type", extractor, "'" + extractor + "'");
    fields.requireUsual("audio_processor_type", extractor, "'" + extractor + "'");
    fields.requireUsual("padding_value", 0, "0: silence");
    fields.requireUsual("padding_side", "right", "'right'");
    return new AudioProcessorFields(file, fields);
  }

  /** Samples a second. */
  public int rate() {
    return fields.integer("sampling_rate", USUAL_RATE, Waveform.LEAST_RATE, MOST_RATE);
  }

  /** See {@link ProcessorFile#requireUnderstood}. */
  public void requireUnderstood(String steps) {
    file.requireUnderstood("audio files", steps);
  }
}
