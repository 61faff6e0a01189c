package io.fusebox.runtime.engine.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.features.ThawedFeatures;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.SegmentNorms;
import io.fusebox.runtime.engine.plugins.PluginCall;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.toolkit.tensor.HostTensor;
import io.fusebox.toolkit.text.TokenBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Makes what the PLM reads, and what it should say, of a few examples. */
public final class BatchBuilder {
  private final Pipeline pipeline;
  private final FeatureStore store;

  public BatchBuilder(Pipeline pipeline, FeatureStore store) {
    this.pipeline = pipeline;
    this.store = store;
  }

  /**
   * Fuses a batch of questions.
   *
   * @param manager owns everything that is made
   * @param weights the pipeline's weights, put to use on {@code manager}
   * @param questions {@linkplain ExampleGroups alike}: all have the same parts
   * @param blanks whether blanks stand in for the inputs
   */
  public PlmInput fuse(
      NDManager manager, List<Question> questions, Map<String, NDArray> weights, boolean blanks) {
    List<Segment> features = new ArrayList<>();
    for (ModalityInput sense : present(questions)) {
      features.add(features(manager, sense, questions, blanks));
    }
    UnaryOperator<Segment> normed = s -> SegmentNorms.apply(pipeline, weights, s);
    FusionInput fusion =
        new FusionInput(
            new Segments(features),
            text(manager, questions),
            weights,
            s -> pipeline.plm().place(normed.apply(s)));
    String strategy = pipeline.strategyIdentity().plugin();
    PlmInput given =
        PluginCall.nonNull("what the PLM reads", strategy, () -> pipeline.strategy().fuse(fusion));
    PlmInput fused = PluginCall.of(strategy, () -> FusedInputs.check(pipeline, given));
    return fused
        .withSegments(fused.segments().map(normed))
        .withPositions(pipeline.spec().positions());
  }

  /** What questions that are alike have of what the pipeline reads. */
  private List<ModalityInput> present(List<Question> questions) {
    return pipeline.modalityInputs().stream()
        .filter(s -> questions.get(0).inputs().containsKey(s.modality()))
        .toList();
  }

  /** What the examples teach, {@code [b, t]}; -100 where there is nothing to learn. */
  public NDArray labels(NDManager manager, List<Example> examples) {
    return pipeline.task().labels(manager, examples);
  }

  private Segment features(
      NDManager manager, ModalityInput sense, List<Question> questions, boolean blanks) {
    List<Path> inputs = inputs(questions, sense.modality());
    if (sense.thawed()) {
      return ThawedFeatures.of(manager, sense, inputs, blanks);
    }
    List<HostTensor> each =
        blanks
            ? inputs.stream().map(input -> store.blank(sense, input)).toList()
            : store.all(sense, inputs, ProgressListener.NONE);
    return padded(manager, sense.modality().id(), each);
  }

  /** How many numbers thawed encoders read of one of these questions: of the largest. */
  public long thawedNumbers(NDManager manager, List<Question> questions) {
    return present(questions).stream()
        .filter(ModalityInput::thawed)
        .mapToLong(s -> ThawedFeatures.numbers(manager, s, inputs(questions, s.modality())))
        .sum();
  }

  /** The files of one modality, of those questions that have one. */
  public static List<Path> inputs(List<Question> questions, Modality modality) {
    return questions.stream()
        .map(question -> question.inputs().get(modality))
        .filter(Objects::nonNull)
        .toList();
  }

  /** {@code b x [m_i, d] -> [b, max m, d]} with a mask. */
  static Segment padded(NDManager manager, String name, List<HostTensor> each) {
    int b = each.size();
    int d = Math.toIntExact(each.get(0).shape().get(1));
    int longest = each.stream().mapToInt(t -> Math.toIntExact(t.shape().get(0))).max().orElse(0);
    float[] data = new float[b * longest * d];
    long[] mask = new long[b * longest];
    for (int i = 0; i < b; i++) {
      float[] one = each.get(i).data();
      System.arraycopy(one, 0, data, i * longest * d, one.length);
      Arrays.fill(mask, i * longest, i * longest + one.length / d, 1);
    }
    return new Segment(
        name,
        new HostTensor(new Shape(b, longest, d), data).toTensor(manager),
        manager.create(mask, new Shape(b, longest)));
  }

  private Segments text(NDManager manager, List<Question> questions) {
    if (questions.get(0).text().isEmpty()) {
      return Segments.of();
    }
    List<long[]> ids = encode(questions.stream().map(pipeline.task()::text).toList());
    TokenBatch tokens = TokenBatch.pad(ids, pipeline.plm().spec().pad());
    NDArray mask = manager.create(tokens.mask());
    NDArray embeddings = pipeline.plm().embed(manager.create(tokens.ids()));
    return Segments.of(new Segment(Segment.TEXT, embeddings, mask));
  }

  private List<long[]> encode(List<String> texts) {
    Tokenizer tokenizer = pipeline.plm().tokenizer();
    return texts.stream().map(tokenizer::encode).toList();
  }
}
