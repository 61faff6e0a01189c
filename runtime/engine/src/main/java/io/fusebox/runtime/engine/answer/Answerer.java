package io.fusebox.runtime.engine.answer;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.EncoderSession;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.forward.Alike;
import io.fusebox.runtime.engine.forward.Batches;
import io.fusebox.runtime.engine.forward.Fused;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.Sense;
import io.fusebox.runtime.engine.progress.Progress;
import io.fusebox.runtime.engine.weights.TrainedWeights;
import io.fusebox.toolkit.tensor.Autograd;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers questions with a pipeline and its trained weights. What the encoder makes of blind
 * prompts is the same for every question: it is kept until the answerer closes, or its pipeline.
 */
public final class Answerer implements AutoCloseable {
  private static final int BATCH = 32;

  private final Pipeline pipeline;
  private final FeatureStore store;
  private final TrainedWeights weights;
  private final EncoderSession encoder;

  public Answerer(Pipeline pipeline, FeatureStore store, TrainedWeights weights) {
    this.pipeline = pipeline;
    this.store = store;
    this.weights = weights;
    this.encoder = pipeline.plm().openEncoder(pipeline.owner());
  }

  /** The text of each answer. */
  public List<String> answer(List<Example> examples, Progress progress) {
    return answers(examples, progress).stream().map(Answer::text).toList();
  }

  /** The answer to each example's question, in their order. */
  public List<Answer> answers(List<Example> examples, Progress progress) {
    for (Sense sense : pipeline.senses()) {
      store.prepare(sense, Batches.inputs(examples, sense.modality()), progress);
    }
    Answer[] answers = new Answer[examples.size()];
    int done = 0;
    for (List<Integer> places : batches(examples)) {
      List<Example> batch = places.stream().map(examples::get).toList();
      List<Answer> found = Autograd.without(() -> answer(batch));
      for (int i = 0; i < found.size(); i++) {
        answers[places.get(i)] = found.get(i);
      }
      done += found.size();
      progress.at(done, examples.size(), "answering");
    }
    return List.of(answers);
  }

  /** The examples' places, a few that are alike at a time. */
  private List<List<Integer>> batches(List<Example> examples) {
    List<List<Integer>> batches = new ArrayList<>();
    for (List<Integer> alike : Alike.places(pipeline, examples)) {
      for (int from = 0; from < alike.size(); from += BATCH) {
        batches.add(alike.subList(from, Math.min(alike.size(), from + BATCH)));
      }
    }
    return batches;
  }

  private List<Answer> answer(List<Example> batch) {
    List<Question> questions = batch.stream().map(Example::question).toList();
    try (NDManager manager = NDManager.newBaseManager()) {
      Batches batches = new Batches(pipeline, store);
      PlmInput input =
          Fused.kept(
              pipeline,
              manager,
              () -> batches.fuse(manager, batch, weights.on(manager, pipeline), false));
      return pipeline.task().answer(questions, encoder.encode(input));
    }
  }

  /** Frees what was kept; no thread may be answering. */
  @Override
  public void close() {
    encoder.close();
  }
}
