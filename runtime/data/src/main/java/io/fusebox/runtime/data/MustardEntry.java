package io.fusebox.runtime.data;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One entry of MUStARD's file; who speaks is passed over.
 *
 * @param context the lines before the utterance, in their order
 */
record MustardEntry(String utterance, List<String> context, String show, boolean sarcastic) {
  /** More than twice as many as any utterance of MUStARD has. */
  private static final int MOST_LINES = 1000;

  MustardEntry {
    context = List.copyOf(context);
  }

  /** Reads the entry at hand. */
  static MustardEntry read(JsonStream json) {
    Map<String, String> texts = new HashMap<>();
    List<String> context = new ArrayList<>();
    List<Boolean> sarcasm = new ArrayList<>();
    json.object(
        name -> {
          switch (name) {
            case "utterance", "show" -> texts.put(name, json.text());
            case "context" -> json.array(() -> line(context, json));
            case "sarcasm" -> sarcasm.add(json.truth());
            default -> json.skip();
          }
        });
    for (String needed : List.of("utterance", "show")) {
      if (!texts.containsKey(needed)) {
        throw json.wrong("the entry that ends here has no '" + needed + "'");
      }
    }
    if (sarcasm.isEmpty()) {
      throw json.wrong("the entry that ends here has no 'sarcasm'");
    }
    return new MustardEntry(
        requireNonNull(texts.get("utterance")),
        context,
        requireNonNull(texts.get("show")),
        sarcasm.get(0));
  }

  private static void line(List<String> context, JsonStream json) {
    if (context.size() == MOST_LINES) {
      throw json.wrong("more than " + MOST_LINES + " lines before one utterance");
    }
    context.add(json.text());
  }

  Example example(String id, boolean withContext, Map<Modality, Path> inputs) {
    Question alone = Question.withText(inputs, utterance);
    String label = sarcastic ? "sarcastic" : "sincere";
    return Example.of(id, withContext ? inContext(alone) : alone, label, AnswerTypes.OTHER);
  }

  private Question inContext(Question alone) {
    List<String> lines = new ArrayList<>(context);
    lines.add(alone.text());
    return new Question(alone.files(), String.join(" ", lines));
  }
}
