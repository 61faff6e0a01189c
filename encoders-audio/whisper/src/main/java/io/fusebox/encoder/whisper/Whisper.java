package io.fusebox.encoder.whisper;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.settings.Default;
import io.fusebox.toolkit.audio.AudioDecoder;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.BatchSplitter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The encoder of a Whisper folder (Radford et al. 2022, "Robust Speech Recognition via Large-Scale
 * Weak Supervision"): {@code WhisperEncoder} alone, or inside {@code WhisperModel} and those with a
 * head. Every audio clip is filled up with silence, or cut, to the length that the model has
 * positions for, 30 seconds, and becomes 1,500 frames, 50 a second. Its blank is silence.
 */
public final class Whisper implements ModalityEncoder {

  /**
   * The settings that a pipeline may give.
   *
   * @param maxSeconds longer audio clips are refused before they are decoded
   */
  public record Config(
      @Default("sequence") Features features,
      @Default("real") Frames frames,
      @Default("60") int maxSeconds) {}

  /** The frames whose features the PLM gets. */
  public enum Features {
    /** Their mean: {@code [b, 1, d]}. */
    POOLED,
    /** All of them: {@code [b, s, d]}. */
    SEQUENCE
  }

  /** Which frames are features. */
  public enum Frames {
    /** Those of the audio itself; the silence that it was filled up with is left out. */
    REAL,
    /** All, of the silence too. */
    ALL
  }

  /** As many frames are computed at a time: two audio clips of the usual length. */
  private static final long FRAMES_AT_ONCE = 3000;

  private final Config settings;
  private final Checkpoint checkpoint;
  private final Map<String, NDArray> parameters;
  private final WhisperModel model;
  private final WhisperProcessor processor;

  private Whisper(Config settings, Checkpoint checkpoint, NDManager manager) {
    this.settings = settings;
    this.checkpoint = checkpoint;
    WhisperConfig config = WhisperConfig.read(checkpoint);
    AudioDecoder decoder = new AudioDecoder(settings.maxSeconds());
    this.processor = WhisperProcessor.read(checkpoint.folder(), config, decoder);
    Parameters all = new Parameters(checkpoint, manager);
    all.leave("decoder.", "model.decoder.", "proj_out.", "projector.", "classifier.");
    all.leave("layer_weights");
    this.model =
        WhisperModel.read(encoder(all), config, Activation.named(config.activation(), manager));
    this.parameters = all.all();
  }

  private static Parameters encoder(Parameters all) {
    for (String module : new String[] {"model.encoder", "encoder"}) {
      if (all.has(module + ".conv1.weight")) {
        return all.under(module);
      }
    }
    return all;
  }

  /**
   * Reads a checkpoint.
   *
   * @param manager owns the parameters
   * @throws FuseboxException when the checkpoint is not a Whisper
   */
  public static Whisper read(Config settings, Checkpoint checkpoint, NDManager manager) {
    return new Whisper(settings, checkpoint, manager);
  }

  @Override
  public Modality modality() {
    return Modality.AUDIO;
  }

  @Override
  public long featureSize() {
    return model.config().width();
  }

  /**
   * Encodes audio clips {@code [b, t]}, or spectrograms {@code [b, mels, 2 s]} as the model reads
   * them, all of whose frames are real.
   *
   * @return {@code [b, m, d]}, or {@code [b, 1, d]} if pooled
   */
  @Override
  public NDArray encode(NDArray input) {
    long frames = frames(input);
    long each = FRAMES_AT_ONCE / model.config().positions();
    return BatchSplitter.apply(input, each, part -> encodeAtOnce(part, frames));
  }

  private NDArray encodeAtOnce(NDArray input, long frames) {
    NDArray all = model.lastHiddenState(spectrograms(input));
    NDArray real =
        frames == model.config().positions() ? all : all.get(new NDIndex(":, :{}", frames));
    return settings.features() == Features.SEQUENCE ? real : real.mean(new int[] {1}, true);
  }

  /** How many frames of each input are features. */
  private long frames(NDArray input) {
    if (settings.frames() == Frames.ALL || input.getShape().dimension() != 2) {
      return model.config().positions();
    }
    int heard = processor.spectrogram().frames(input.getShape().get(1));
    return (heard + 1) / 2;
  }

  private NDArray spectrograms(NDArray input) {
    Shape found = input.getShape();
    Shape read = new Shape(found.get(0), model.config().mels(), model.config().spectrogramFrames());
    require(
        found.dimension() == 2 || found.equals(read),
        "the model %s reads audio clips [b, t] or spectrograms %s, found %s"
            .formatted(checkpoint.folder(), read, found));
    return found.dimension() == 2 ? processor.spectrograms(input) : input;
  }

  /** {@code input_features}, {@code last_hidden_state}, {@code hidden_states.N}, of all frames. */
  @Override
  public Map<String, NDArray> outputs(NDArray input) {
    Map<String, NDArray> outputs = new LinkedHashMap<>();
    NDArray spectrograms = spectrograms(input);
    NDList hidden = model.hiddenStates(spectrograms);
    outputs.put("input_features", spectrograms);
    outputs.put("last_hidden_state", hidden.get(hidden.size() - 1));
    for (int i = 0; i < hidden.size(); i++) {
      outputs.put("hidden_states." + i, hidden.get(i));
    }
    return outputs;
  }

  /**
   * {@code [t]}, filled up if all frames are features: then all audio clips have the same length.
   */
  @Override
  public NDArray decode(NDManager manager, byte[] file) {
    return processor.decode(manager, file, settings.frames() == Frames.ALL);
  }

  @Override
  public Map<String, NDArray> parameters() {
    return parameters;
  }
}
