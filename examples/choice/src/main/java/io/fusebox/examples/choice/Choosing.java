package io.fusebox.examples.choice;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.api.task.Task;
import io.fusebox.toolkit.generation.AnswerPrefix;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import java.util.ArrayList;
import java.util.List;

/** Choosing by a PLM: it learns the right candidate, and is asked how probable each one is. */
record Choosing(Plm plm, Choice choice) implements Task {
  @Override
  public String text(Question question) {
    return choice.text(question);
  }

  @Override
  public void requireKnownAnswers(List<Example> examples) {
    for (Example example : examples) {
      List<String> candidates = choice.of(example.question());
      require(
          candidates.contains(example.target()),
          NameSuggestions.unknown(
              "answer", example.target(), candidates, "of the example " + example.id()));
    }
  }

  @Override
  public NDArray labels(NDManager manager, List<Example> examples) {
    requireKnownAnswers(examples);
    return Labels.of(manager, plm, examples.stream().map(Example::target).toList());
  }

  @Override
  public NDArray loss(EncoderOutput encoded, NDArray labels) {
    return Losses.ofAnswers(plm, encoded, labels);
  }

  @Override
  public List<Answer> answer(List<Question> questions, EncoderOutput encoded) {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      List<String> candidates = choice.of(questions.get(i));
      float[] shares = shares(repeated(encoded, i, candidates.size()), candidates);
      int best = 0;
      for (int c = 1; c < shares.length; c++) {
        best = shares[c] > shares[best] ? c : best;
      }
      answers.add(new Answer(candidates.get(best), shares[best]));
    }
    return answers;
  }

  /** One example, as often as it has candidates. */
  private static EncoderOutput repeated(EncoderOutput encoded, int example, int times) {
    NDIndex one = new NDIndex("{}:{}", example, example + 1);
    return new EncoderOutput(
        List.of(encoded.last().get(one).repeat(0, times)),
        encoded.mask().get(one).repeat(0, times),
        encoded.memory().stream().map(x -> x.get(one).repeat(0, times)).toList());
  }

  /** How probable each candidate is among them: its tokens' probabilities, multiplied. */
  private float[] shares(EncoderOutput encoded, List<String> candidates) {
    NDArray labels = Labels.of(encoded.mask().getManager(), plm, candidates);
    NDArray read = Labels.shiftRight(labels, plm.spec().decoderStart(), plm.spec().pad());
    NDArray counted = labels.neq(Labels.IGNORED);
    NDArray ids = counted.toType(DataType.INT64, false).mul(labels).expandDims(-1);
    NDArray logs = plm.decode(encoded, read).logits().logSoftmax(-1).gather(ids, 2).squeeze(-1);
    NDArray sums = logs.mul(counted.toType(DataType.FLOAT32, false)).sum(new int[] {1});
    return sums.softmax(0).toFloatArray();
  }

  @Override
  public ExplainedToken explainedToken(String answer) {
    return AnswerPrefix.of(plm).focus(answer);
  }
}
