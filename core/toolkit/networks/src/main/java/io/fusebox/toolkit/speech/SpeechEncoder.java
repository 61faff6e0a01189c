package io.fusebox.toolkit.speech;

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
import io.fusebox.api.settings.Default;
import io.fusebox.toolkit.audio.AudioDecoder;
import io.fusebox.toolkit.audio.AudioProcessor;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.BatchSplitter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Speech models of a Hugging Face folder as audio encoders: wav2vec 2.0 (Baevski et al. 2020) and
 * those that are built like it. An audio clip of t samples becomes s frames, 50 a second at the
 * usual strides. Its blank is silence, before and after normalisation.
 */
public final class SpeechEncoder implements ModalityEncoder {

  /**
   * The settings that a pipeline may give.
   *
   * @param maxSeconds longer audio clips are refused: attention grows with their square
   */
  public record Config(@Default("sequence") Features features, @Default("60") int maxSeconds) {}

  /** The features of an audio clip that the PLM gets. */
  public enum Features {
    /** The mean of all frames: {@code [b, 1, d]}. */
    POOLED,
    /** All frames: {@code [b, s, d]}. */
    SEQUENCE
  }

  /** As many samples are encoded at a time, 10 seconds: the first convolution is 2048 times it. */
  private static final long SAMPLES_AT_ONCE = 160_000;

  /** Tensors alongside the model in files of its training and of its uses. */
  private static final String[] HEADS = {
    "lm_head.", "classifier.", "projector.", "layer_weights", "tdnn.",
    "quantizer.", "project_q.", "project_hid.", "final_proj.", "label_embs_concat"
  };

  private final Features features;
  private final Checkpoint checkpoint;
  private final Map<String, NDArray> parameters;
  private final SpeechModel model;
  private final AudioProcessor processor;

  private SpeechEncoder(
      Config config, Checkpoint checkpoint, SpeechModel model, Map<String, NDArray> parameters) {
    this.features = config.features();
    this.checkpoint = checkpoint;
    this.processor = AudioProcessor.read(checkpoint, new AudioDecoder(config.maxSeconds()));
    this.model = model;
    this.parameters = parameters;
  }

  /**
   * Reads a checkpoint, of the bare model or of one with a head ({@code wav2vec2.encoder...}).
   *
   * @param modelType the {@code model_type} that it must be of, and the prefix of its tensors
   * @param shape what its {@code config.json} says
   * @param manager owns the parameters
   * @throws FuseboxException when the checkpoint is not such a model
   */
  public static SpeechEncoder read(
      String modelType,
      SpeechConfig shape,
      Config config,
      Checkpoint checkpoint,
      NDManager manager) {
    String found = checkpoint.config().path("model_type").asText(modelType);
    require(
        found.equals(modelType),
        "the checkpoint %s is of model_type '%s', expected '%s': use another encoder or checkpoint"
            .formatted(checkpoint.folder(), found, modelType));
    Parameters all = new Parameters(checkpoint, manager);
    all.leave(HEADS);
    boolean wrapped = all.has(modelType + ".feature_projection.projection.weight");
    Parameters model = wrapped ? all.under(modelType) : all;
    model.leave("masked_spec_embed");
    SpeechModel network =
        SpeechModel.read(
            model,
            shape,
            new SpeechModel.Activations(
                Activation.named(shape.convolutions().activation(), manager),
                Activation.named(shape.activation(), manager)));
    return new SpeechEncoder(config, checkpoint, network, all.all());
  }

  @Override
  public Modality modality() {
    return Modality.AUDIO;
  }

  @Override
  public long featureSize() {
    return model.config().width();
  }

  /** How audio clips are prepared for this model. */
  public AudioProcessor processor() {
    return processor;
  }

  /** {@code [b, t] -> [b, s, d]}, or {@code [b, 1, d]} if pooled; no audio is padded. */
  @Override
  public NDArray encode(NDArray waveforms) {
    requireSounds(waveforms.getShape());
    long each = SAMPLES_AT_ONCE / waveforms.getShape().get(1);
    return BatchSplitter.apply(waveforms, each, part -> encodeAtOnce(part, Optional.empty()));
  }

  /**
   * Encodes audio clips that are padded at the right: nothing attends to padding, and no mean holds
   * it. Models with a group norm hear the padding all the same: they were trained so.
   *
   * @param waveforms {@code [b, t]}
   * @param lengths how many samples of each are audio
   * @return as {@link #encode(NDArray)}; in a sequence, frames of padding are to be ignored
   */
  public NDArray encode(NDArray waveforms, long[] lengths) {
    requireSounds(waveforms.getShape());
    return encodeAtOnce(waveforms, Optional.of(mask(waveforms, lengths)));
  }

  private NDArray encodeAtOnce(NDArray waveforms, Optional<FrameMask> mask) {
    NDArray states = model.lastHiddenState(waveforms, mask);
    if (features == Features.SEQUENCE) {
      return states;
    }
    try (states) {
      return mask.map(m -> m.mean(states)).orElseGet(() -> states.mean(new int[] {1}, true));
    }
  }

  private void requireSounds(Shape found) {
    require(
        found.dimension() == 2 && found.get(0) > 0,
        "the model %s reads audio clips [b, t], found %s".formatted(checkpoint.folder(), found));
    requireAudible(found.get(1));
  }

  private void requireAudible(long samples) {
    long least = model.config().convolutions().leastSamples();
    require(
        samples >= least,
        "the audio has %d samples at %d Hz, the model %s hears nothing in fewer than %d: leave it out or use a longer one"
            .formatted(samples, processor.rate(), checkpoint.folder(), least));
  }

  /** How many frames come of each of these numbers of samples. */
  public long[] frames(long... samples) {
    return Arrays.stream(samples).map(model.config().convolutions()::frames).toArray();
  }

  private FrameMask mask(NDArray waveforms, long[] lengths) {
    long longest = waveforms.getShape().get(1);
    require(
        lengths.length == waveforms.getShape().get(0)
            && Arrays.stream(lengths).allMatch(l -> l <= longest),
        "the lengths %s do not fit audio clips %s"
            .formatted(Arrays.toString(lengths), waveforms.getShape()));
    Arrays.stream(lengths).forEach(this::requireAudible);
    return FrameMask.of(waveforms.getManager(), frames(lengths), frames(longest)[0]);
  }

  @Override
  public Map<String, NDArray> outputs(NDArray waveforms) {
    requireSounds(waveforms.getShape());
    return outputs(waveforms, Optional.empty());
  }

  /** As {@link #outputs(NDArray)} for padded audio clips, and the {@code feature_mask}. */
  public Map<String, NDArray> outputs(NDArray waveforms, long[] lengths) {
    requireSounds(waveforms.getShape());
    FrameMask mask = mask(waveforms, lengths);
    Map<String, NDArray> outputs = outputs(waveforms, Optional.of(mask));
    outputs.put("feature_mask", mask.frames());
    return outputs;
  }

  private Map<String, NDArray> outputs(NDArray waveforms, Optional<FrameMask> mask) {
    Map<String, NDArray> outputs = new LinkedHashMap<>();
    NDArray convolved = model.convolved(waveforms);
    NDArray extracted = model.extracted(convolved);
    NDList hidden = model.hiddenStates(extracted, mask);
    outputs.put("conv_features", convolved);
    outputs.put("extract_features", extracted);
    outputs.put("last_hidden_state", hidden.get(hidden.size() - 1));
    outputs.put("pos_conv_weight", model.positions().weight().weight(waveforms.getManager()));
    for (int i = 0; i < hidden.size(); i++) {
      outputs.put("hidden_states." + i, hidden.get(i));
    }
    return outputs;
  }

  @Override
  public NDArray decode(NDManager manager, byte[] file) {
    NDArray sound = processor.decode(manager, file);
    requireAudible(sound.size());
    return sound;
  }

  @Override
  public Map<String, NDArray> parameters() {
    return parameters;
  }
}
