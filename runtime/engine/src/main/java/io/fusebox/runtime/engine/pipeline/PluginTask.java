package io.fusebox.runtime.engine.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.api.task.Task;
import io.fusebox.api.task.Task.ExplainedToken;
import io.fusebox.runtime.engine.plugins.PluginCall;
import io.fusebox.runtime.engine.plugins.PluginException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** A plug-in's task, whose faults name the plug-in. */
record PluginTask(String plugin, Task task) implements Task {
  @Override
  public String text(Question question) {
    return PluginCall.nonNull("a question's text", plugin, () -> task.text(question));
  }

  @Override
  public void requireKnownAnswers(List<Example> examples) {
    PluginCall.of(
        plugin,
        () -> {
          task.requireKnownAnswers(examples);
          return true;
        });
  }

  @Override
  public NDArray labels(NDManager manager, List<Example> examples) {
    return PluginCall.nonNull("labels", plugin, () -> task.labels(manager, examples));
  }

  @Override
  public NDArray loss(EncoderOutput encoded, NDArray labels) {
    return PluginCall.nonNull("a loss", plugin, () -> task.loss(encoded, labels));
  }

  @Override
  public List<Answer> answer(List<Question> questions, EncoderOutput encoded) {
    List<Answer> answers =
        PluginCall.nonNull("answers", plugin, () -> task.answer(questions, encoded));
    if (answers.size() != questions.size() || answers.contains(null)) {
      throw new PluginException(
          plugin,
          "gave %d answers to %d questions, or null".formatted(answers.size(), questions.size()));
    }
    return answers;
  }

  @Override
  public Answer answer(Question question, EncoderOutput encoded, Consumer<String> pieces) {
    StringBuilder given = new StringBuilder();
    Consumer<String> noted =
        piece -> {
          given.append(Objects.requireNonNull(piece, "a piece of an answer"));
          pieces.accept(piece);
        };
    Answer answer =
        PluginCall.nonNull("an answer", plugin, () -> task.answer(question, encoded, noted));
    if (!answer.text().startsWith(given.toString())) {
      throw new PluginException(plugin, "gave pieces that its answer does not begin with");
    }
    return answer;
  }

  @Override
  public ExplainedToken explainedToken(Question question, EncoderOutput encoded) {
    return PluginCall.nonNull("a focus", plugin, () -> task.explainedToken(question, encoded));
  }

  @Override
  public ExplainedToken explainedToken(String answer) {
    return PluginCall.nonNull("a focus", plugin, () -> task.explainedToken(answer));
  }
}
