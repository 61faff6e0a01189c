package io.fusebox.encoder.ast;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.toolkit.audio.AudioDecoder;
import io.fusebox.toolkit.audio.AudioProcessorFields;
import io.fusebox.toolkit.audio.KaldiFilterBank;
import io.fusebox.toolkit.checkpoint.ProcessorFields;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From an audio clip to what the model hears, as the reference's {@code ASTFeatureExtractor}:
 * Kaldi's filter bank, filled up with zeros or cut to one length, then normalised.
 *
 * @param folder for messages
 * @param rate samples a second
 * @param frames the length that all audio clips get
 * @param mean what is subtracted
 * @param deviation what is divided by
 */
record AstProcessor(
    Path folder,
    int rate,
    int frames,
    KaldiFilterBank bank,
    double mean,
    double deviation,
    AudioDecoder decoder) {
  private static final Logger LOG = LoggerFactory.getLogger(AstProcessor.class);

  /** Of AudioSet, on which the published models were trained. */
  private static final double USUAL_MEAN = -4.2677393;

  private static final double USUAL_STD = 4.5689974;

  static AstProcessor read(Path folder, AstConfig config, AudioDecoder decoder) {
    AudioProcessorFields from = AudioProcessorFields.open(folder, "ASTFeatureExtractor");
    ProcessorFields fields = from.fields();
    fields.requireUsual("feature_size", 1, "1: one sample at a time");
    fields.requireUsual("num_mel_bins", config.mels(), "that of config.json, " + config.mels());
    fields.requireUsual("max_length", config.frames(), "that of config.json, " + config.frames());
    fields.flag("return_attention_mask", false);
    boolean normalised = fields.flag("do_normalize", true);
    double mean = fields.number("mean", USUAL_MEAN);
    double std = fields.number("std", USUAL_STD);
    if (!(std > 0) || !Double.isFinite(std) || !Double.isFinite(mean)) {
      throw fields.invalid("std", "a positive number, and 'mean' a finite one");
    }
    from.requireUnderstood(
        "%d samples a second, %d mel bands, cut or filled up to %d frames"
            .formatted(from.rate(), config.mels(), config.frames()));
    return new AstProcessor(
        folder,
        from.rate(),
        config.frames(),
        new KaldiFilterBank(from.rate(), config.mels()),
        normalised ? mean : 0,
        normalised ? 2 * std : 1,
        decoder);
  }

  /**
   * Decodes one file. What is longer than the model hears is cut, with a warning.
   *
   * @return {@code [frames, mels]}, owned by {@code manager}
   */
  NDArray decode(NDManager manager, byte[] file) {
    float[] audio = decoder.decode(file).at(rate).samples();
    int whole = bank.frames(audio.length);
    require(
        whole > 0,
        "the audio has %d samples at %d Hz, less than the frame of 25 ms that the model %s hears at a time: leave it out or use a longer one"
            .formatted(audio.length, rate, folder));
    if (whole > frames) {
      LOG.warn(
          "an audio clip of {} seconds is cut: the model {} hears its first {} frames of {}",
          (double) audio.length / rate,
          folder,
          frames,
          whole);
    }
    // Zeros are what is added, before the normalisation.
    float[] values = Arrays.copyOf(bank.of(audio, frames), frames * bank.mels());
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((values[i] - mean) / deviation);
    }
    // An array from create may dangle once its manager is gone.
    try (NDArray view = manager.create(values, new Shape(frames, bank.mels()))) {
      return view.duplicate();
    }
  }

  /** The input for silence of full length, of the same shape as {@code input}. */
  NDArray silence(NDArray input) {
    float value = (float) ((KaldiFilterBank.silence() - mean) / deviation);
    return input.getManager().full(input.getShape(), value);
  }
}
