package io.fusebox.runtime.engine.task;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.Encoded;
import io.fusebox.api.plm.Generation;
import io.fusebox.api.plm.Plm;
import io.fusebox.runtime.data.Example;
import io.fusebox.toolkit.generation.Generated;
import io.fusebox.toolkit.generation.Generator;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import io.fusebox.toolkit.text.TokenBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Open-ended answers: the PLM says what it likes, and learns the answer's tokens. */
public record Generating(Plm plm, Generation how) implements Task {
  @Override
  public void requireKnown(List<Example> examples) {
    // Any text is an answer.
  }

  /** The answers' tokens, padded. */
  @Override
  public NDArray labels(NDManager manager, List<Example> examples) {
    List<long[]> rows = examples.stream().map(e -> plm.tokenizer().encode(e.target())).toList();
    return manager.create(TokenBatch.pad(rows, Labels.IGNORED).ids());
  }

  @Override
  public NDArray loss(Encoded encoded, NDArray labels) {
    NDArray decoderIds = Labels.shiftRight(labels, plm.spec().decoderStart(), plm.spec().pad());
    return Losses.crossEntropy(plm.decode(encoded, decoderIds).logits(), labels);
  }

  @Override
  public List<Answer> answer(Encoded encoded) {
    Generated generated = Generator.generate(plm, encoded, how);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < generated.scores().length; i++) {
      long[] sequence = generated.sequences()[i];
      String text = plm.tokenizer().decode(sequence).strip();
      answers.add(new Answer(text, probability(sequence, generated.scores()[i])));
    }
    return answers;
  }

  /** A score is the sum of the tokens' log-probabilities / length^penalty. */
  private double probability(long[] sequence, double score) {
    int made = 1; // the start token was not generated
    while (made < sequence.length - 1 && sequence[made] != plm.spec().eos()) {
      made++;
    }
    return Math.exp(score * Math.pow(made, how.lengthPenalty()));
  }

  @Override
  public Focus focus(Encoded encoded) {
    long[] said = Generator.generate(plm, encoded, how).sequences()[0];
    AnswerStart start = AnswerStart.of(plm);
    // A PLM that was not taught to may leave out what the tokenizer puts before a text.
    int first = Math.max(1, Arrays.mismatch(start.before(), said));
    require(first < said.length, "the answer has no token to explain; allow a longer one");
    String answer = plm.tokenizer().decode(said).strip();
    return focus(start, answer, Arrays.copyOf(said, first), said[first]);
  }

  @Override
  public Focus focus(String answer) {
    AnswerStart start = AnswerStart.of(plm);
    long[] tokens = start.tokens(answer);
    require(tokens.length > 0, "the answer to explain is empty; give a word");
    return focus(start, answer.strip(), start.before(), tokens[0]);
  }

  private static Focus focus(AnswerStart start, String answer, long[] before, long token) {
    return new Focus(answer, start.text(token).strip(), Target.next(before, token));
  }
}
