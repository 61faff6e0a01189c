package io.fusebox.runtime.tasks;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.api.task.Task;
import io.fusebox.api.task.Task.ExplainedToken;
import io.fusebox.toolkit.generation.AnswerPrefix;
import io.fusebox.toolkit.generation.GeneratedSequences;
import io.fusebox.toolkit.generation.Generator;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import io.fusebox.toolkit.generation.TextPieces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Open-ended answers: the PLM says what it likes, and learns the answer's tokens. */
public record GenerationTask(Plm plm, GenerationConfig how) implements Task {
  /** The answers' tokens, padded. */
  @Override
  public NDArray labels(NDManager manager, List<Example> examples) {
    return Labels.of(manager, plm, examples.stream().map(Example::target).toList());
  }

  @Override
  public NDArray loss(EncoderOutput encoded, NDArray labels) {
    return Losses.ofAnswers(plm, encoded, labels);
  }

  @Override
  public List<Answer> answer(List<Question> questions, EncoderOutput encoded) {
    return answers(Generator.generate(plm, encoded, how));
  }

  /**
   * Greedy search says each token as it chooses it; beam search has nothing to say before its end.
   */
  @Override
  public Answer answer(Question question, EncoderOutput encoded, Consumer<String> pieces) {
    TextPieces text = new TextPieces(plm.tokenizer(), pieces);
    return answers(Generator.generate(plm, encoded, how, text)).get(0);
  }

  private List<Answer> answers(GeneratedSequences generated) {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < generated.scores().length; i++) {
      long[] sequence = generated.sequences()[i];
      String text = plm.tokenizer().decode(said(sequence)).strip();
      answers.add(new Answer(text, probability(sequence, generated.scores()[i])));
    }
    return answers;
  }

  /** The tokens between the start token and an end. */
  private long[] said(long[] sequence) {
    int end = 1;
    while (end < sequence.length && !ends(sequence[end])) {
      end++;
    }
    return Arrays.copyOfRange(sequence, 1, end);
  }

  private boolean ends(long token) {
    return how.eosTokens().isEmpty() ? token == plm.spec().eos() : how.eosTokens().contains(token);
  }

  /** A score is the sum of the tokens' log-probabilities / length^penalty. */
  private double probability(long[] sequence, double score) {
    int made = 1; // the start token was not generated
    while (made < sequence.length - 1 && !ends(sequence[made])) {
      made++;
    }
    return Math.exp(score * Math.pow(made, how.lengthPenalty()));
  }

  @Override
  public ExplainedToken explainedToken(Question question, EncoderOutput encoded) {
    long[] said = Generator.generate(plm, encoded, how).sequences()[0];
    AnswerPrefix start = AnswerPrefix.of(plm);
    // A PLM that was not taught to may leave out what the tokenizer puts before a text.
    int first = Math.max(1, Arrays.mismatch(start.before(), said));
    require(first < said.length, "the answer has no token to explain; allow a longer one");
    String answer = plm.tokenizer().decode(said(said)).strip();
    String word = start.text(said[first]).strip();
    return new ExplainedToken(answer, word, Arrays.copyOf(said, first), said[first], new long[0]);
  }

  @Override
  public ExplainedToken explainedToken(String answer) {
    return AnswerPrefix.of(plm).focus(answer);
  }
}
