package io.fusebox.runtime.data;

import io.fusebox.api.data.DataFormat.Limits;
import io.fusebox.api.task.Example;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The entries of one of VQAv2's two files, by question id, in the file's order. */
final class VqaV2Json {
  /** A question as both files have it: its text, or the answer to train on with all answers. */
  record VqaEntry(
      long id,
      long image,
      String text,
      List<String> answers,
      String answerType,
      String questionType) {}

  private final JsonStream json;
  private final Limits limits;
  private final String textKey;
  private final Map<Long, VqaEntry> entries = new LinkedHashMap<>();
  // The same few thousand answers come up millions of times.
  private final Map<String, String> shared = new HashMap<>();

  private VqaV2Json(JsonStream json, Limits limits, String listKey, String textKey) {
    this.json = json;
    this.limits = limits;
    this.textKey = textKey;
    boolean[] seen = new boolean[1];
    json.object(
        key -> {
          if (key.equals(listKey)) {
            seen[0] = true;
            json.array(this::entry);
          } else {
            json.skip();
          }
        });
    json.end();
    if (!seen[0]) {
      throw json.wrong("there is no list '" + listKey + "'; is it an official file of VQAv2?");
    }
  }

  static VqaV2Json questions(Path file, Limits limits) {
    try (JsonStream json = JsonStream.open(file, limits)) {
      return new VqaV2Json(json, limits, "questions", "question");
    }
  }

  static VqaV2Json annotations(Path file, Limits limits) {
    try (JsonStream json = JsonStream.open(file, limits)) {
      return new VqaV2Json(json, limits, "annotations", "multiple_choice_answer");
    }
  }

  Map<Long, VqaEntry> entries() {
    return entries;
  }

  private void entry() {
    if (entries.size() == limits.examples()) {
      throw json.wrong("more than " + limits.examples() + " questions; split the data set");
    }
    VqaEntry entry = new Fields().read();
    if (entries.put(entry.id(), entry) != null) {
      throw json.wrong("question " + entry.id() + " is there twice");
    }
  }

  /** The fields of one entry, as they come. */
  private final class Fields {
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final List<String> answers = new ArrayList<>();

    VqaEntry read() {
      json.object(this::field);
      return new VqaEntry(
          needed(numbers, "question_id"),
          needed(numbers, "image_id"),
          needed(texts, textKey),
          List.copyOf(answers),
          texts.getOrDefault("answer_type", AnswerTypes.OTHER),
          texts.getOrDefault("question_type", ""));
    }

    private void field(String name) {
      switch (name) {
        case "question_id", "image_id" -> numbers.put(name, json.number());
        case "question", "multiple_choice_answer", "answer_type", "question_type" ->
            texts.put(name, share(json.text()));
        case "answers" -> json.array(() -> json.object(this::answer));
        default -> json.skip();
      }
    }

    private void answer(String name) {
      if (!name.equals("answer")) {
        json.skip();
      } else if (answers.size() == Example.HUMANS) {
        throw json.wrong("more than " + Example.HUMANS + " answers to one question");
      } else {
        answers.add(share(json.text()));
      }
    }

    private <T> T needed(Map<String, T> from, String name) {
      T value = from.get(name);
      if (value == null) {
        throw json.wrong("the entry that ends here has no '" + name + "'");
      }
      return value;
    }
  }

  private String share(String text) {
    return shared.computeIfAbsent(text, t -> t);
  }
}
