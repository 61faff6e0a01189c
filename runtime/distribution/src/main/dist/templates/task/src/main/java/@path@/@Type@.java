package @package@;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.settings.Default;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.api.task.Scores;
import io.fusebox.api.task.Task;
import io.fusebox.api.task.TaskType;
import io.fusebox.toolkit.generation.AnswerPrefix;
import io.fusebox.toolkit.generation.GeneratedSequences;
import io.fusebox.toolkit.generation.Generator;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A task: the PLM reads some words before each question, and answers in lower case.
 *
 * @param before the words before each question
 */
public record @Type@(@Default("question:") String before) implements TaskType {
  public @Type@ {
    require(!before.isBlank(), "before must not be blank");
  }

  /** Answers are generated, so a pipeline may say how long they are. */
  @Override
  public boolean generates() {
    return true;
  }

  @Override
  public Task on(Plm plm, GenerationConfig generation) {
    return new OnPlm(plm, generation, this);
  }

  /** The share of answers that are right, whatever their case. */
  @Override
  public Scores score(List<Example> examples, List<String> answers) {
    return Scores.exact(
        examples.stream()
            .map(e -> Example.of(e.id(), e.question(), lower(e.target()), e.answerType()))
            .toList(),
        answers.stream().map(@Type@::lower).toList());
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** The task on one PLM. */
  private record OnPlm(Plm plm, GenerationConfig how, @Type@ task) implements Task {
    @Override
    public String text(Question question) {
      return task.before + " " + question.text();
    }

    /** The tokens of the answers, {@code [b, t]}. */
    @Override
    public NDArray labels(NDManager manager, List<Example> examples) {
      return Labels.of(manager, plm, examples.stream().map(e -> lower(e.target())).toList());
    }

    @Override
    public NDArray loss(EncoderOutput encoded, NDArray labels) {
      return Losses.ofAnswers(plm, encoded, labels);
    }

    @Override
    public List<Answer> answer(List<Question> questions, EncoderOutput encoded) {
      GeneratedSequences found = Generator.generate(plm, encoded, how.withLengthPenalty(0));
      List<Answer> answers = new ArrayList<>();
      for (int i = 0; i < questions.size(); i++) {
        String text = lower(plm.tokenizer().decode(found.sequences()[i]));
        // Without a length penalty a score is the sum of the tokens' log-probabilities.
        answers.add(new Answer(text, Math.exp(found.scores()[i])));
      }
      return answers;
    }

    @Override
    public ExplainedToken explainedToken(String answer) {
      return AnswerPrefix.of(plm).focus(answer);
    }
  }
}
