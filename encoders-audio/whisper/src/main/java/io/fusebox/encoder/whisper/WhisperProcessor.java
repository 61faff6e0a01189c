package io.fusebox.encoder.whisper;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.toolkit.audio.AudioDecoder;
import io.fusebox.toolkit.audio.AudioProcessorFields;
import io.fusebox.toolkit.audio.LogMelSpectrogram;
import io.fusebox.toolkit.checkpoint.ProcessorFields;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From an audio clip to what Whisper hears, as the reference's {@code WhisperFeatureExtractor}.
 *
 * @param folder for messages
 * @param rate samples a second
 */
record WhisperProcessor(
    Path folder, int rate, LogMelSpectrogram spectrogram, AudioDecoder decoder) {
  private static final Logger LOG = LoggerFactory.getLogger(WhisperProcessor.class);
  private static final int MOST_WINDOW = 8192;
  private static final int MOST_HOP = 1024;
  private static final int MOST_SECONDS = 3600;

  /**
   * Reads the folder's file; without one, audio clips are as long as the model has positions for.
   */
  static WhisperProcessor read(Path folder, WhisperConfig config, AudioDecoder decoder) {
    AudioProcessorFields from = AudioProcessorFields.open(folder, "WhisperFeatureExtractor");
    ProcessorFields fields = from.fields();
    fields.requireUsual(
        "feature_size", config.mels(), "num_mel_bins of config.json, " + config.mels());
    fields.requireUsual("dither", 0, "0: the same audio is to give the same numbers");
    int window = fields.integer("n_fft", 400, 2, MOST_WINDOW);
    int hop = fields.integer("hop_length", 160, 1, MOST_HOP);
    int samples = hop * config.spectrogramFrames();
    requireLength(fields, from.rate(), samples);
    // Python's library computes these again, from what was read above.
    for (String derived : new String[] {"n_samples", "nb_max_frames", "mel_filters"}) {
      fields.has(derived);
    }
    fields.flag("return_attention_mask", false);
    from.requireUnderstood(
        "%d samples a second, %d mel bands, cut or filled up to %d samples"
            .formatted(from.rate(), config.mels(), samples));
    LogMelSpectrogram spectrogram =
        new LogMelSpectrogram(from.rate(), samples, window, hop, config.mels());
    return new WhisperProcessor(folder, from.rate(), spectrogram, decoder);
  }

  private static void requireLength(ProcessorFields fields, int rate, int samples) {
    String key = "chunk_length";
    int usual = samples / rate;
    int seconds = fields.integer(key, usual, 1, MOST_SECONDS);
    if (fields.has(key) && (long) seconds * rate != samples) {
      throw fields.invalid(
          key,
          "%.3f, so that audio clips fill the positions of config.json (max_source_positions)"
              .formatted((double) samples / rate));
    }
  }

  /**
   * Decodes one file. What is longer than the model hears is cut, with a warning.
   *
   * @param filled whether silence is added to what is shorter
   * @return {@code [t]}, owned by {@code manager}
   */
  NDArray decode(NDManager manager, byte[] file, boolean filled) {
    float[] audio = decoder.decode(file).at(rate).samples();
    int most = spectrogram.samples();
    if (audio.length > most) {
      LOG.warn(
          "an audio clip of {} seconds is cut: the model {} hears the first {}",
          (double) audio.length / rate,
          folder,
          (double) most / rate);
    }
    int length = filled ? most : Math.min(most, audio.length);
    return owned(manager, Arrays.copyOf(audio, length), new Shape(length));
  }

  /** {@code [b, t] -> [b, mels, frames]}, owned by the manager of the audio clips. */
  NDArray spectrograms(NDArray clips) {
    long b = clips.getShape().get(0);
    int t = Math.toIntExact(clips.getShape().get(1));
    require(t > 0, "the audio is empty: it has no samples; record or fetch it again");
    float[] all = clips.toFloatArray();
    int size = spectrogram.mels() * spectrogram.frames();
    float[] spectrograms = new float[Math.toIntExact(b * size)];
    for (int i = 0; i < b; i++) {
      float[] one = spectrogram.of(Arrays.copyOfRange(all, i * t, (i + 1) * t));
      System.arraycopy(one, 0, spectrograms, i * size, size);
    }
    Shape shape = new Shape(b, spectrogram.mels(), spectrogram.frames());
    return owned(clips.getManager(), spectrograms, shape);
  }

  /** An array from {@code create} may dangle once its manager is gone. */
  private static NDArray owned(NDManager manager, float[] values, Shape shape) {
    try (NDArray view = manager.create(values, shape)) {
      return view.duplicate();
    }
  }
}
