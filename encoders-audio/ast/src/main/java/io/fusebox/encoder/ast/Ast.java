package io.fusebox.encoder.ast;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.encoder.PatchGrid;
import io.fusebox.api.encoder.PatchGrid.Window;
import io.fusebox.api.settings.Default;
import io.fusebox.toolkit.audio.AudioDecoder;
import io.fusebox.toolkit.tensor.BatchSplitter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The Audio Spectrogram Transformer of a Hugging Face folder (Gong et al. 2021): {@code ASTModel},
 * or the one inside {@code ASTForAudioClassification}. Every audio clip becomes a spectrogram of
 * one size, which is read like an image, in patches that overlap. Its blank is silence.
 */
public final class Ast implements ModalityEncoder {

  /**
   * The settings that a pipeline may give.
   *
   * @param maxSeconds longer audio clips are refused before they are decoded
   */
  public record Config(@Default("sequence") Features features, @Default("60") int maxSeconds) {}

  /** The features of an audio clip that the PLM gets. */
  public enum Features {
    /** One vector, the mean of class and distillation token: {@code [b, 1, d]}. */
    POOLED,
    /** The class token, the distillation token and all patches: {@code [b, 2 + n, d]}. */
    SEQUENCE
  }

  /** As many patches are computed at a time: two audio clips of the usual size. */
  private static final long PATCHES_AT_ONCE = 2500;

  private static final String WRAPPED = "audio_spectrogram_transformer";

  private final Features features;
  private final Checkpoint checkpoint;
  private final Map<String, NDArray> parameters;
  private final AstModel model;
  private final AstProcessor processor;

  private Ast(Config settings, Checkpoint checkpoint, NDManager manager) {
    this.features = settings.features();
    this.checkpoint = checkpoint;
    AstConfig config = AstConfig.read(checkpoint);
    AudioDecoder decoder = new AudioDecoder(settings.maxSeconds());
    this.processor = AstProcessor.read(checkpoint.folder(), config, decoder);
    Parameters all = new Parameters(checkpoint, manager);
    all.leave("classifier.");
    boolean wrapped = all.has(WRAPPED + ".embeddings.cls_token");
    this.model = AstModel.read(wrapped ? all.under(WRAPPED) : all, config, manager);
    this.parameters = all.all();
  }

  /**
   * Reads a checkpoint.
   *
   * @param manager owns the parameters
   * @throws FuseboxException when the checkpoint is not an Audio Spectrogram Transformer
   */
  public static Ast read(Config settings, Checkpoint checkpoint, NDManager manager) {
    return new Ast(settings, checkpoint, manager);
  }

  @Override
  public Modality modality() {
    return Modality.AUDIO;
  }

  @Override
  public long featureSize() {
    return model.config().width();
  }

  /** {@code [b, t, mels] -> [b, 2 + n, d]}, or {@code [b, 1, d]} if pooled. */
  @Override
  public NDArray encode(NDArray input) {
    checkShape(input.getShape());
    return BatchSplitter.apply(
        input,
        PATCHES_AT_ONCE / (2 + model.config().patches()),
        part -> {
          NDArray states = model.lastHiddenState(part);
          return features == Features.SEQUENCE ? states : AstModel.pool(states);
        });
  }

  private void checkShape(Shape found) {
    AstConfig config = model.config();
    Shape expected = new Shape(found.get(0), config.frames(), config.mels());
    require(
        found.equals(expected),
        "the model %s reads spectrograms %s, found %s"
            .formatted(checkpoint.folder(), expected, found));
  }

  /**
   * {@code input_values}, {@code last_hidden_state}, {@code pooler_output}, {@code
   * hidden_states.N}.
   */
  @Override
  public Map<String, NDArray> outputs(NDArray input) {
    checkShape(input.getShape());
    Map<String, NDArray> outputs = new LinkedHashMap<>();
    NDList hidden = model.hiddenStates(input);
    NDArray last = model.last().apply(hidden.get(hidden.size() - 1));
    outputs.put("input_values", input);
    outputs.put("last_hidden_state", last);
    outputs.put("pooler_output", AstModel.pool(last).squeeze(1));
    for (int i = 0; i < hidden.size(); i++) {
      outputs.put("hidden_states." + i, hidden.get(i));
    }
    return outputs;
  }

  /** {@code [t, mels]}. */
  @Override
  public NDArray decode(NDManager manager, byte[] file) {
    return processor.decode(manager, file);
  }

  /** Where patches lie in the spectrogram: low bands at the top, time from left to right. */
  @Override
  public Optional<PatchGrid> patches(int height, int width) {
    return features == Features.POOLED ? Optional.empty() : Optional.of(grid(model.config()));
  }

  /** Patches overlap: each is given the part around its centre that is nearer to it than others. */
  private static PatchGrid grid(AstConfig config) {
    double top = (config.patchSize() - config.melStride()) / 2.0;
    double left = (config.patchSize() - config.frameStride()) / 2.0;
    Window covered =
        new Window(
            top / config.mels(),
            left / config.frames(),
            (top + config.rows() * config.melStride()) / config.mels(),
            (left + config.columns() * config.frameStride()) / config.frames());
    return new PatchGrid(2, config.rows(), config.columns(), covered);
  }

  /** Silence as the model hears it. */
  @Override
  public NDArray blank(NDArray input) {
    return processor.silence(input);
  }

  @Override
  public Map<String, NDArray> parameters() {
    return parameters;
  }
}
