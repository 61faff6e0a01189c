package io.fusebox.examples.choice;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.settings.Default;
import io.fusebox.api.task.Question;
import io.fusebox.api.task.Task;
import io.fusebox.api.task.TaskType;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Choosing among candidates, which stand in the question or are the pipeline's.
 *
 * @param separator what stands before each candidate
 * @param candidates those of questions that have none; {@code none} is no two candidates
 */
public record Choice(@Default("/") String separator, @Default("none") String candidates)
    implements TaskType {
  public Choice {
    require(!separator.isBlank(), "separator must not be blank");
  }

  @Override
  public Task on(Plm plm, GenerationConfig generation) {
    return new Choosing(plm, this);
  }

  /** The question without its candidates. */
  String text(Question question) {
    int at = question.text().indexOf(separator);
    String text = (at < 0 ? question.text() : question.text().substring(0, at)).strip();
    require(!text.isEmpty(), "the question has no text before its candidates: " + question.text());
    return text;
  }

  /** At least two, each once. */
  List<String> of(Question question) {
    int at = question.text().indexOf(separator);
    String given = at < 0 ? candidates : question.text().substring(at);
    List<String> found =
        Stream.of(given.split(Pattern.quote(separator)))
            .map(String::strip)
            .filter(candidate -> !candidate.isEmpty())
            .distinct()
            .toList();
    require(
        found.size() > 1,
        "'%s' gives %d candidates, expected two or more: put '%s' before each, or name the pipeline's with the setting 'candidates'"
            .formatted(question.text(), found.size(), separator));
    return found;
  }
}
