package io.fusebox.encoder.videomae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.api.settings.Default;
import io.fusebox.toolkit.image.ImageProcessor;
import io.fusebox.toolkit.image.ProcessorFamily;
import io.fusebox.toolkit.media.FrameSampling;
import io.fusebox.toolkit.media.VideoDecoder;
import io.fusebox.toolkit.tensor.Linear;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The VideoMAE encoder of a Hugging Face folder (Tong et al. 2022, "VideoMAE: Masked Autoencoders
 * are Data-Efficient Learners for Self-Supervised Video Pre-Training"): {@code VideoMAEModel}, or
 * inside {@code VideoMAEForPreTraining} or {@code VideoMAEForVideoClassification}.
 */
public final class VideoMaeEncoder implements ModalityEncoder {

  /** What a pipeline may set. */
  public record Config(
      @Default("sequence") Features features, @Default("upright") Orientation orientation) {}

  /** What the PLM gets to see of a film. */
  public enum Features {
    /** One vector, what the reference's classifier reads: {@code [b, 1, d]}. */
    POOLED,
    /** All tubelets: {@code [b, n, d]}. */
    SEQUENCE
  }

  private final Features features;
  private final Checkpoint checkpoint;
  private final Map<String, NDArray> parameters;
  private final VideoMaeModel model;
  private final ImageProcessor processor;
  private final VideoDecoder films;

  private VideoMaeEncoder(Config settings, Checkpoint checkpoint, NDManager manager) {
    VideoMaeConfig config = VideoMaeConfig.read(checkpoint);
    Parameters all = new Parameters(checkpoint, manager);
    all.leave("decoder.", "encoder_to_decoder.", "mask_token", "classifier.");
    this.features = settings.features();
    this.checkpoint = checkpoint;
    this.model = VideoMaeModel.read(all, config, manager);
    this.parameters = all.all();
    this.processor = ImageProcessor.read(checkpoint, ProcessorFamily.VIDEOMAE, config.imageSize());
    // As many pictures as the model reads, whatever the length: a folder's clock does not matter.
    this.films =
        new VideoDecoder(
            FrameSampling.uniform(config.frames()), 1, settings.orientation(), processor::decode);
  }

  /**
   * Reads a checkpoint.
   *
   * @param manager owns the parameters
   * @throws FuseboxException when the checkpoint is no VideoMAE of a known form
   */
  public static VideoMaeEncoder read(Config config, Checkpoint checkpoint, NDManager manager) {
    return new VideoMaeEncoder(config, checkpoint, manager);
  }

  @Override
  public Modality modality() {
    return Modality.VIDEO;
  }

  @Override
  public long featureSize() {
    return model.config().width();
  }

  /**
   * {@code [b, t, c, h, w] -> [b, n, d]}, or {@code [b, 1, d]} if pooled. Film by film: the scores
   * of a single one are large already.
   */
  @Override
  public NDArray encode(NDArray frames) {
    checkShape(frames.getShape());
    NDList films = new NDList();
    for (long i = 0; i < frames.getShape().get(0); i++) {
      films.add(encodeOne(frames.get(new NDIndex("{}:{}", i, i + 1))));
    }
    return films.size() == 1 ? films.get(0) : NDArrays.concat(films, 0);
  }

  private NDArray encodeOne(NDArray film) {
    NDArray states = model.lastHiddenState(film);
    if (features == Features.SEQUENCE) {
      return states;
    }
    try (states) {
      return model.pool(states).expandDims(1);
    }
  }

  private void checkShape(Shape found) {
    VideoMaeConfig config = model.config();
    long side = config.imageSize();
    Shape expected = new Shape(found.get(0), config.frames(), config.channels(), side, side);
    if (!found.equals(expected)) {
      throw new FuseboxException(
          "the model %s reads films %s, found %s: do preprocessor_config.json and config.json agree?"
              .formatted(checkpoint.folder(), expected, found));
    }
  }

  /** {@code last_hidden_state}, {@code hidden_states.N}; {@code logits} where they are. */
  @Override
  public Map<String, NDArray> outputs(NDArray frames) {
    checkShape(frames.getShape());
    Map<String, NDArray> outputs = new LinkedHashMap<>();
    NDList hidden = model.hiddenStates(frames);
    NDArray end = hidden.get(hidden.size() - 1);
    NDArray last = model.last().map(norm -> norm.apply(end)).orElse(end);
    outputs.put("last_hidden_state", last);
    if (checkpoint.has("classifier.weight")) {
      outputs.put("logits", classifier(frames).apply(model.pool(last)));
    }
    for (int i = 0; i < hidden.size(); i++) {
      outputs.put("hidden_states." + i, hidden.get(i));
    }
    return outputs;
  }

  /** Read when it is asked for: it is no part of the encoder and is not kept. */
  private Linear classifier(NDArray frames) {
    JsonNode names = checkpoint.config().path("id2label");
    int labels = names.isEmpty() ? 2 : names.size(); // 2 is the reference's default
    Parameters head = new Parameters(checkpoint, frames.getManager()).under("classifier");
    return Linear.read(head, model.config().width(), labels);
  }

  @Override
  public NDArray decode(NDManager manager, byte[] film) {
    return films.decode(manager, film);
  }

  @Override
  public NDArray decode(NDManager manager, Path film) {
    return films.decode(manager, film);
  }

  /** A black film, after normalisation. */
  @Override
  public NDArray blank(NDArray frames) {
    return processor.blackInput(frames);
  }

  @Override
  public Map<String, NDArray> parameters() {
    return parameters;
  }
}
