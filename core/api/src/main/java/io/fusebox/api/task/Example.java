package io.fusebox.api.task;

import static io.fusebox.api.settings.Settings.require;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One question, with what people answered.
 *
 * @param id unique in its data set
 * @param target the answer to train on
 * @param answers what people answered: one answer, or the ten of the VQA data sets
 * @param answerType {@code yes/no}, {@code number}, {@code other}, or what the data say
 * @param questionType the beginning of the question in VQAv2; empty when the data do not say
 */
public record Example(
    String id,
    Question question,
    String target,
    List<String> answers,
    String answerType,
    String questionType) {

  /** How many answers the VQA data sets hold for a question. */
  public static final int HUMANS = 10;

  public Example {
    require(
        answers.size() == 1 || answers.size() == HUMANS,
        "a question has one answer or %d, found %d".formatted(HUMANS, answers.size()));
    answers = List.copyOf(answers);
  }

  /** A question with one answer, in data that know nothing more of either. */
  public static Example of(String id, Question question, String answer, String answerType) {
    return new Example(id, question, answer, List.of(answer), answerType, "");
  }

  /** The questions of examples, in their order. */
  public static List<Question> questions(List<Example> examples) {
    return examples.stream().map(Example::question).toList();
  }

  /** The files of the question, by the names of the inputs. */
  public Map<String, List<Path>> files() {
    return question.files();
  }

  /** The files of one input; none if the example comes without it. */
  public List<Path> files(String input) {
    return question.files(input);
  }

  /** The text of the question; empty when it is missing. */
  public String text() {
    return question.text();
  }

  /** The parts that there are: the inputs' names, and {@code text}. */
  public Set<String> partNames() {
    return question.parts();
  }

  /** The same example with these parts at most: inputs by their names, and {@code text}. */
  public Example restrictedTo(Set<String> kept) {
    return new Example(id, question.only(kept), target, answers, answerType, questionType);
  }

  /** The same example without these parts; empty when it has no others. */
  public Optional<Example> without(Set<String> gone) {
    Set<String> kept = partNames();
    kept.removeAll(gone);
    return kept.isEmpty() ? Optional.empty() : Optional.of(restrictedTo(kept));
  }
}
