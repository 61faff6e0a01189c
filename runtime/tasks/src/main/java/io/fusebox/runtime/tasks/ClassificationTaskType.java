package io.fusebox.runtime.tasks;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.api.settings.Settings.All;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Scores;
import io.fusebox.api.task.Task;
import io.fusebox.api.task.TaskType;
import io.fusebox.runtime.data.metrics.ClassScores;
import io.fusebox.runtime.data.metrics.ConfusionMatrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of a few labels.
 *
 * @param words the word that says each label, in the pipeline's order
 */
public record ClassificationTaskType(@All Map<String, Object> words) implements TaskType {
  public ClassificationTaskType {
    require(
        words.size() > 1,
        "a verbalizer needs a word for each of at least two labels, found "
            + NameSuggestions.shown(words));
    words
        .values()
        .forEach(
            word ->
                require(
                    word instanceof String,
                    "the verbalizer's labels and words must be text, found %s; put it in quotes"
                        .formatted(NameSuggestions.shown(word))));
  }

  @Override
  public Task on(Plm plm, GenerationConfig generation) {
    Map<String, String> texts = new LinkedHashMap<>();
    words.forEach((label, word) -> texts.put(label, (String) word));
    return new ClassificationTask(plm, Verbalizer.of(texts, plm));
  }

  @Override
  public Scores score(List<Example> examples, List<String> answers) {
    List<String> truth = examples.stream().map(Example::target).toList();
    return new ClassScores(ConfusionMatrix.of(List.copyOf(words.keySet()), truth, answers));
  }
}
