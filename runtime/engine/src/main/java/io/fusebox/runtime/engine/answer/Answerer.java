package io.fusebox.runtime.engine.answer;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.EncoderSession;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.forward.BatchBuilder;
import io.fusebox.runtime.engine.forward.ExampleGroups;
import io.fusebox.runtime.engine.forward.FusedInputs;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.toolkit.tensor.Autograd;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Answers questions with a pipeline and its trained weights. What the encoder makes of blind
 * prompts is the same for every question: it is kept until the answerer closes, or its pipeline.
 */
public final class Answerer implements AutoCloseable {
  private static final int BATCH = 32;

  private final Pipeline pipeline;
  private final FeatureStore store;
  private final WeightValues weights;
  private final EncoderSession encoder;

  public Answerer(Pipeline pipeline, FeatureStore store, WeightValues weights) {
    this.pipeline = pipeline;
    this.store = store;
    this.weights = weights;
    this.encoder = pipeline.plm().openEncoder(pipeline.owner());
  }

  /** The answer to one question. */
  public Answer answer(Question question) {
    return answers(List.of(question), ProgressListener.NONE).get(0);
  }

  /**
   * The answer to one question, its text piece by piece as far as the task gives it so.
   *
   * @param pieces as {@link io.fusebox.api.task.Task#answer(Question, EncoderOutput, Consumer)}
   */
  public Answer answer(Question question, Consumer<String> pieces) {
    return Autograd.without(
        () ->
            encoded(
                List.of(question), encoded -> pipeline.task().answer(question, encoded, pieces)));
  }

  /** The text of the answer to each example's question, in their order. */
  public List<String> texts(List<Example> examples, ProgressListener progress) {
    return answers(Example.questions(examples), progress).stream().map(Answer::text).toList();
  }

  /** The answer to each question, in their order. */
  public List<Answer> answers(List<Question> questions, ProgressListener progress) {
    if (questions.size() > BATCH) { // the features of one batch are made when it is read
      prepare(questions, progress);
    }
    Answer[] answers = new Answer[questions.size()];
    int done = 0;
    for (List<Integer> places : batches(questions)) {
      List<Question> batch = places.stream().map(questions::get).toList();
      List<Answer> found =
          Autograd.without(() -> encoded(batch, encoded -> pipeline.task().answer(batch, encoded)));
      for (int i = 0; i < found.size(); i++) {
        answers[places.get(i)] = found.get(i);
      }
      done += found.size();
      progress.update(done, questions.size(), "answering");
    }
    return List.of(answers);
  }

  private void prepare(List<Question> questions, ProgressListener progress) {
    for (ModalityInput modalityInput : pipeline.modalityInputs()) {
      store.prepare(modalityInput, BatchBuilder.inputs(questions, modalityInput.name()), progress);
    }
  }

  /** The questions' places, a few that are alike at a time. */
  private List<List<Integer>> batches(List<Question> questions) {
    List<List<Integer>> batches = new ArrayList<>();
    for (List<Integer> alike : ExampleGroups.places(pipeline, questions)) {
      for (int from = 0; from < alike.size(); from += BATCH) {
        batches.add(alike.subList(from, Math.min(alike.size(), from + BATCH)));
      }
    }
    return batches;
  }

  private <T> T encoded(List<Question> batch, Function<EncoderOutput, T> answer) {
    try (NDManager manager = NDManager.newBaseManager()) {
      BatchBuilder batches = new BatchBuilder(pipeline, store);
      PlmInput input =
          FusedInputs.kept(
              pipeline,
              manager,
              () -> batches.fuse(manager, batch, weights.toTensors(manager, pipeline), false));
      return answer.apply(encoder.encode(input));
    }
  }

  /** Frees what was kept; no thread may be answering. */
  @Override
  public void close() {
    encoder.close();
  }
}
