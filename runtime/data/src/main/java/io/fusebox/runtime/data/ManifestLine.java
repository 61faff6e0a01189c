package io.fusebox.runtime.data;

import static io.fusebox.api.settings.Settings.require;
import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One line of a manifest. Keys: {@code question}; {@code answer}, or {@code answers} (ten of them;
 * {@code answer} then says which one to train on, else it is the most frequent, the first of
 * these); the name of each input with the path of its file, or a list of paths, relative to the
 * manifest; and, if wanted, {@code id}, {@code answer_type}, {@code question_type}.
 */
final class ManifestLine {
  private static final List<String> TEXTS =
      List.of("id", "question", "answer", "answer_type", "question_type");
  private static final List<String> QUESTION = List.of("id", "question");
  private static final String ANSWERS = "answers";

  private final JsonStream json;
  private final boolean forTruth;
  private final Collection<String> inputs;
  private final InputFiles files;
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, List<Path>> paths = new HashMap<>();
  private final List<String> answers = new ArrayList<>();
  private final Map<String, @Nullable Object> more = new LinkedHashMap<>();

  /**
   * Reads the line at hand.
   *
   * @param inputs the names that inputs may have
   * @param forTruth whether the answer matters: then an unknown key is a mistake and is refused,
   *     else it is kept
   */
  ManifestLine(JsonStream json, Collection<String> inputs, InputFiles files, boolean forTruth) {
    this.json = json;
    this.files = files;
    this.forTruth = forTruth;
    this.inputs = inputs;
    json.object(this::field);
    json.end();
  }

  /** The id that the line gives, or this one. */
  String id(String other) {
    return texts.getOrDefault("id", other);
  }

  /** The question of this line. */
  Question question() {
    require(texts.containsKey("question"), "there is no 'question'; give its text");
    require(
        inputs.isEmpty() || !paths.isEmpty(),
        "there is no input; give a path for one of " + new TreeSet<>(inputs));
    return Question.withFiles(paths, requireNonNull(texts.get("question")));
  }

  /** The other fields of the line, the truth among them. */
  Map<String, @Nullable Object> more() {
    return more;
  }

  /** The example of this line; {@code id} if the line gives none. */
  Example example(String id) {
    Question question = question();
    String target = texts.getOrDefault("answer", HumanAnswers.mostFrequent(answers));
    require(!target.isBlank(), "there is no 'answer' (or it is empty); give its text");
    return new Example(
        id(id),
        question,
        target,
        answers.isEmpty() ? List.of(target) : answers,
        texts.getOrDefault("answer_type", AnswerTypes.of(target)),
        texts.getOrDefault("question_type", ""));
  }

  private void field(String name) {
    if (!forTruth && !QUESTION.contains(name) && !inputs.contains(name)) {
      more.put(name, json.any());
    } else if (TEXTS.contains(name)) {
      texts.put(name, json.text());
    } else if (name.equals(ANSWERS)) {
      json.array(this::answer);
    } else if (inputs.contains(name)) {
      paths.put(name, paths());
    } else {
      throw json.wrong(NameSuggestions.unknown("key", name, known(), ""));
    }
  }

  private void answer() {
    if (answers.size() == Example.HUMANS) {
      throw json.wrong("more than " + Example.HUMANS + " answers");
    }
    answers.add(json.text());
  }

  /** One path, or a list of them. */
  private List<Path> paths() {
    if (!json.isArray()) {
      return List.of(file(json.text()));
    }
    List<Path> list = new ArrayList<>();
    json.array(
        () -> {
          if (list.size() == Question.MOST_FILES) {
            throw json.wrong("more than %d files of one input".formatted(Question.MOST_FILES));
          }
          list.add(file(json.text()));
        });
    if (list.isEmpty()) {
      throw json.wrong("the list of files is empty; give one, or leave the key out");
    }
    return list;
  }

  private Path file(String name) {
    try {
      return files.at(name);
    } catch (FuseboxException e) {
      throw json.wrong(String.valueOf(e.getMessage()));
    }
  }

  private Collection<String> known() {
    List<String> known = new ArrayList<>(TEXTS);
    known.add(ANSWERS);
    known.addAll(inputs);
    return known;
  }
}
