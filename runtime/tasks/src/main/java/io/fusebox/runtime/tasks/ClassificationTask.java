package io.fusebox.runtime.tasks;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.api.task.Task;
import io.fusebox.api.task.Task.ExplainedToken;
import io.fusebox.toolkit.generation.FiniteLogitsCheck;
import io.fusebox.toolkit.generation.Losses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One of a few labels, by the probabilities of their words at the first position of an answer
 * (Liang et al. 2022, section 4). Everything else that the PLM could say does not count.
 */
public record ClassificationTask(Plm plm, Verbalizer verbalizer) implements Task {
  @Override
  public void requireKnownAnswers(List<Example> examples) {
    for (Example example : examples) {
      require(
          verbalizer.indexOf(example.target()) >= 0,
          NameSuggestions.unknown(
              "label", example.target(), verbalizer.labels(), "of the example " + example.id()));
    }
  }

  /** The labels' places, {@code [b, 1]}. */
  @Override
  public NDArray labels(NDManager manager, List<Example> examples) {
    requireKnownAnswers(examples);
    long[] each = examples.stream().mapToLong(e -> verbalizer.indexOf(e.target())).toArray();
    return manager.create(each, new Shape(each.length, 1));
  }

  @Override
  public NDArray loss(EncoderOutput encoded, NDArray labels) {
    NDArray scores = scores(encoded, labels.getManager());
    return Losses.crossEntropy(scores.expandDims(1), labels);
  }

  /** The logits of the labels' words at the first position of an answer, {@code [b, labels]}. */
  private NDArray scores(EncoderOutput encoded, NDManager manager) {
    int b = Math.toIntExact(encoded.mask().getShape().get(0));
    NDArray tokens = manager.create(verbalizer.tokens());
    return plm.nextLogits(encoded, rows(manager, verbalizer.before(), b), tokens);
  }

  private static NDArray rows(NDManager manager, long[] row, int times) {
    long[][] rows = new long[times][];
    Arrays.fill(rows, row);
    return manager.create(rows);
  }

  @Override
  public List<Answer> answer(List<Question> questions, EncoderOutput encoded) {
    NDArray scores = FiniteLogitsCheck.require(plm, scores(encoded, encoded.last().getManager()));
    float[] shares = scores.softmax(-1).toFloatArray();
    int labels = verbalizer.tokens().length;
    List<Answer> answers = new ArrayList<>();
    for (int from = 0; from < shares.length; from += labels) {
      int best = from;
      for (int i = from + 1; i < from + labels; i++) {
        best = shares[i] > shares[best] ? i : best;
      }
      String label = verbalizer.labels().get(best - from);
      answers.add(new Answer(label, shares[best]));
    }
    return answers;
  }

  @Override
  public ExplainedToken explainedToken(String label) {
    int index = verbalizer.indexOf(label);
    require(index >= 0, NameSuggestions.unknown("label", label, verbalizer.labels(), ""));
    return new ExplainedToken(
        label,
        verbalizer.words().get(index).strip(),
        verbalizer.before(),
        verbalizer.tokens()[index],
        verbalizer.tokens());
  }
}
