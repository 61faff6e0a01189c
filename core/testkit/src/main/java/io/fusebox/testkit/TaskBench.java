package io.fusebox.testkit;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.api.task.Task;
import io.fusebox.api.task.Task.ExplainedToken;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.text.TokenBatch;
import java.util.List;
import java.util.function.Consumer;

/**
 * A task on a PLM, and questions for it.
 *
 * @param model owns the PLM's tensors
 * @param batch owns what a test makes
 */
record TaskBench(Task task, Plm plm, List<Example> examples, NDManager model, NDManager batch) {
  private static final float LEARNING_RATE = 1e-2f;

  static void with(TaskContract contract, Consumer<TaskBench> test) {
    try (NDManager model = NDManager.newBaseManager();
        NDManager batch = model.newSubManager()) {
      Plm plm = contract.plm(model);
      Task task = contract.task().on(plm, GenerationConfig.greedy(8));
      test.accept(new TaskBench(task, plm, contract.examples(), model, batch));
    }
  }

  TaskBench on(NDManager other) {
    return new TaskBench(task, plm, examples, model, other);
  }

  /** A manager lists what its sub-managers own too. */
  int tensorsOfThePlm() {
    return model.getManagedArrays().size() - batch.getManagedArrays().size();
  }

  List<Question> questions() {
    return Example.questions(examples);
  }

  EncoderOutput encode(List<Question> questions) {
    return plm.encode(PlmInput.join(Segments.of(text(batch, questions))));
  }

  private Segment text(NDManager manager, List<Question> questions) {
    List<long[]> rows = questions.stream().map(q -> plm.tokenizer().encode(task.text(q))).toList();
    TokenBatch tokens = TokenBatch.pad(rows, plm.spec().pad());
    NDArray mask = manager.create(tokens.mask());
    return new Segment(Segment.TEXT, plm.embed(manager.create(tokens.ids())), mask);
  }

  List<Answer> answer(List<Question> questions) {
    return task.answer(questions, encode(questions));
  }

  ExplainedToken explainedToken(Question question) {
    return task.explainedToken(question, encode(List.of(question)));
  }

  /** Two vectors that a training would learn. */
  NDArray prompt() {
    NDArray prompt = Tensors.normal(model, new Shape(1, 2, plm.spec().width()), 3);
    prompt.setRequiresGradient(true);
    return prompt;
  }

  /** The loss with this prompt, which then makes a step down its gradient. */
  float step(NDArray prompt) {
    try (NDManager step = model.newSubManager()) {
      NDArray labels = task.labels(step, examples);
      float loss;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray mine = prompt.reshape(prompt.getShape());
        mine.attach(step);
        Segment learned = Segment.unpadded(Segment.PROMPT, mine);
        EncoderOutput encoded =
            plm.encode(PlmInput.join(Segments.of(learned, text(step, questions()))));
        NDArray value = task.loss(encoded, labels);
        collector.backward(value);
        loss = value.toFloatArray()[0];
      }
      NDArray gradient = prompt.getGradient();
      gradient.attach(step);
      NDArray length = gradient.norm().add(1e-12f);
      prompt.subi(gradient.div(length).mul(step.full(new Shape(), LEARNING_RATE)));
      return loss;
    }
  }
}
