package io.fusebox.runtime.engine.pipeline;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.plm.Generation;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.settings.Names;
import io.fusebox.runtime.data.Example;
import io.fusebox.runtime.data.metrics.ClassScores;
import io.fusebox.runtime.data.metrics.Classification;
import io.fusebox.runtime.data.metrics.Scores;
import io.fusebox.runtime.data.metrics.Tally;
import io.fusebox.runtime.engine.task.Classifying;
import io.fusebox.runtime.engine.task.Generating;
import io.fusebox.runtime.engine.task.Task;
import io.fusebox.runtime.engine.task.Verbalizer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code task} of a pipeline's file: {@code generation}, or {@code {verbalizer: {LABEL: WORD,
 * ...}}}.
 *
 * @param words the word that says each label; empty = open-ended generation
 */
public record TaskSpec(Map<String, String> words) {
  /** Open-ended answers, the default. */
  public static final TaskSpec GENERATION = new TaskSpec(Map.of());

  private static final String VERBALIZER = "verbalizer";
  private static final String FORMS =
      "'generation', or {verbalizer: {LABEL: \" Word\", ...}} with a word for each label";

  public TaskSpec {
    words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
  }

  /**
   * Reads what a file says.
   *
   * @param owner the file, for messages
   */
  static TaskSpec read(Object value, String owner) {
    if (value.equals("generation")) {
      return GENERATION;
    }
    boolean one = value instanceof Map<?, ?> map && map.size() == 1;
    require(one, "%s: the task must be %s, found %s".formatted(owner, FORMS, Names.shown(value)));
    Map.Entry<?, ?> entry = ((Map<?, ?>) value).entrySet().iterator().next();
    require(
        VERBALIZER.equals(entry.getKey()),
        Names.unknown("task", String.valueOf(entry.getKey()), List.of(VERBALIZER), "of " + owner));
    return new TaskSpec(words(entry.getValue(), owner));
  }

  private static Map<String, String> words(Object value, String owner) {
    boolean several = value instanceof Map<?, ?> map && map.size() > 1;
    require(
        several,
        "%s: a verbalizer needs a word for each of at least two labels, found %s"
            .formatted(owner, Names.shown(value)));
    Map<String, String> words = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((label, word) -> words.put(text(label, owner), text(word, owner)));
    return words;
  }

  /** YAML reads a bare {@code yes}, {@code no} or {@code 1} as something else than text. */
  private static String text(Object value, String owner) {
    require(
        value instanceof String,
        "%s: the verbalizer's labels and words must be text, found %s; put it in quotes"
            .formatted(owner, Names.shown(value)));
    return (String) value;
  }

  /** Whether answers are open-ended. */
  public boolean isGeneration() {
    return words.isEmpty();
  }

  Task on(Plm plm, Generation how) {
    return isGeneration()
        ? new Generating(plm, how)
        : new Classifying(plm, Verbalizer.of(words, plm));
  }

  /**
   * Scores answers, however they were found.
   *
   * @param answers one for each example, in their order
   * @throws io.fusebox.api.FuseboxException when there are none, or one is no label of the task
   */
  public Scores scores(List<Example> examples, List<String> answers) {
    return isGeneration() ? tallied(examples, answers) : classified(examples, answers);
  }

  private static Scores tallied(List<Example> examples, List<String> answers) {
    Tally tally = new Tally();
    for (int i = 0; i < answers.size(); i++) {
      Example example = examples.get(i);
      tally.add(example.answerType(), answers.get(i), example.target(), example.answers());
    }
    return tally.scores();
  }

  private Scores classified(List<Example> examples, List<String> answers) {
    List<String> truth = examples.stream().map(Example::target).toList();
    return new ClassScores(Classification.of(List.copyOf(words.keySet()), truth, answers));
  }
}
