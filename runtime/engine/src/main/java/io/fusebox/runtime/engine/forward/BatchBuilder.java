package io.fusebox.runtime.engine.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.features.ThawedFeatures;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.SegmentNorms;
import io.fusebox.runtime.engine.pipeline.TemplateStart;
import io.fusebox.runtime.engine.plugins.PluginCall;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.toolkit.template.InputTemplate.Parts;
import io.fusebox.toolkit.tensor.HostTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
    for (ModalityInput modalityInput : present(questions)) {
      features.add(features(manager, modalityInput, questions, blanks));
    }
    QuestionTokens words = new QuestionTokens(pipeline);
    List<Parts> read = questions.stream().map(words::of).toList();
    UnaryOperator<Segment> normed = s -> SegmentNorms.apply(pipeline, weights, s);
    FusionInput fusion =
        new FusionInput(
            new Segments(features),
            words.text(manager, read),
            weights,
            s -> pipeline.plm().place(normed.apply(s)));
    String strategy = pipeline.strategyIdentity().plugin();
    PlmInput given =
        PluginCall.nonNull("what the PLM reads", strategy, () -> pipeline.strategy().fuse(fusion));
    PlmInput fused = PluginCall.of(strategy, () -> FusedInputs.check(pipeline, given));
    PlmInput whole = TemplateStart.of(words.before(manager, read), fused);
    return whole
        .withSegments(whole.segments().map(normed))
        .withPositions(pipeline.spec().positions());
  }

  /** The inputs that questions of one kind have of those that the pipeline reads. */
  private List<ModalityInput> present(List<Question> questions) {
    return pipeline.modalityInputs().stream()
        .filter(s -> questions.get(0).files().containsKey(s.name()))
        .toList();
  }

  /** The labels of the examples, {@code [b, t]}; -100 where there is nothing to learn. */
  public NDArray labels(NDManager manager, List<Example> examples) {
    return pipeline.task().labels(manager, examples);
  }

  private Segment features(
      NDManager manager, ModalityInput modalityInput, List<Question> questions, boolean blanks) {
    List<List<Path>> files = questions.stream().map(q -> q.files(modalityInput.name())).toList();
    if (modalityInput.thawed()) {
      return ThawedFeatures.of(manager, modalityInput, files, blanks);
    }
    List<Path> inputs = inputs(questions, modalityInput.name());
    List<HostTensor> each =
        blanks
            ? inputs.stream().map(input -> store.blank(modalityInput, input)).toList()
            : store.all(modalityInput, inputs, ProgressListener.NONE);
    Iterator<HostTensor> next = each.iterator();
    return padded(
        manager,
        modalityInput.name(),
        files.stream().map(f -> f.stream().map(x -> next.next()).toList()).toList());
  }

  /** How many numbers thawed encoders read of one of these questions: of the largest. */
  public long thawedNumbers(NDManager manager, List<Question> questions) {
    return present(questions).stream()
        .filter(ModalityInput::thawed)
        .mapToLong(
            s ->
                ThawedFeatures.numbers(manager, s, inputs(questions, s.name()))
                    * most(s, questions))
        .sum();
  }

  private static int most(ModalityInput modalityInput, List<Question> questions) {
    return questions.stream().mapToInt(q -> q.files(modalityInput.name()).size()).max().orElse(0);
  }

  /** All files of one input, those of a question one after the other. */
  public static List<Path> inputs(List<Question> questions, String name) {
    return questions.stream().flatMap(question -> question.files(name).stream()).toList();
  }

  /**
   * {@code b x k_i x [m, d] -> [b, max m_i, d]} with a mask: the features of a question's files
   * stand one after another.
   */
  static Segment padded(NDManager manager, String name, List<List<HostTensor>> each) {
    int b = each.size();
    int d = Math.toIntExact(each.get(0).get(0).shape().get(1));
    int longest = each.stream().mapToInt(BatchBuilder::length).max().orElse(0);
    float[] data = new float[Math.multiplyExact(b * longest, d)];
    long[] mask = new long[b * longest];
    for (int i = 0; i < b; i++) {
      int at = i * longest;
      Arrays.fill(mask, at, at + length(each.get(i)), 1);
      for (HostTensor one : each.get(i)) {
        System.arraycopy(one.data(), 0, data, at * d, one.data().length);
        at += Math.toIntExact(one.shape().get(0));
      }
    }
    return new Segment(
        name,
        new HostTensor(new Shape(b, longest, d), data).toTensor(manager),
        manager.create(mask, new Shape(b, longest)));
  }

  private static int length(List<HostTensor> files) {
    return files.stream().mapToInt(file -> Math.toIntExact(file.shape().get(0))).sum();
  }
}
