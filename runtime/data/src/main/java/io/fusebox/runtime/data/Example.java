package io.fusebox.runtime.data;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.fusion.Segment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One question about some input, with what people answered.
 *
 * @param id unique in its data set
 * @param inputs the file of each modality, in the order of the modalities' ids; a modality that is
 *     missing here is left out of what the PLM reads
 * @param question empty when the text is missing
 * @param target the answer to train on
 * @param answers what people answered: one answer, or the ten of the VQA data sets
 * @param answerType {@code yes/no}, {@code number}, {@code other}, or what the data say
 * @param questionType the beginning of the question in VQAv2; empty when the data do not say
 */
public record Example(
    String id,
    Map<Modality, Path> inputs,
    String question,
    String target,
    List<String> answers,
    String answerType,
    String questionType) {

  /** How many answers the VQA data sets hold for a question. */
  public static final int HUMANS = 10;

  public Example {
    require(
        !question.isBlank() || question.isEmpty() && !inputs.isEmpty(),
        "an example has a question or at least one input");
    require(
        answers.size() == 1 || answers.size() == HUMANS,
        "a question has one answer or %d, found %d".formatted(HUMANS, answers.size()));
    inputs = sorted(inputs);
    answers = List.copyOf(answers);
  }

  /**
   * A question that somebody asks, its answer unknown.
   *
   * @throws io.fusebox.api.FuseboxException when it is blank: only whoever means to leaves the text
   *     out
   */
  public static Example unanswered(Map<Modality, Path> inputs, String question) {
    return new Example("asked", inputs, asked(question), "", List.of(""), "other", "");
  }

  /** The text of a question; refused when it is blank. */
  static String asked(String question) {
    require(!question.isBlank(), "the question is empty; give its text");
    return question;
  }

  /** The parts that there are: the modalities' ids, and {@code text}. */
  public Set<String> parts() {
    Set<String> parts = new TreeSet<>();
    inputs.keySet().forEach(modality -> parts.add(modality.id()));
    if (!question.isEmpty()) {
      parts.add(Segment.TEXT);
    }
    return parts;
  }

  /** The same example with these parts at most: modalities by their ids, and {@code text}. */
  public Example only(Set<String> kept) {
    Map<Modality, Path> left = new LinkedHashMap<>(inputs);
    left.keySet().removeIf(modality -> !kept.contains(modality.id()));
    String text = kept.contains(Segment.TEXT) ? question : "";
    return new Example(id, left, text, target, answers, answerType, questionType);
  }

  /** The same example without these parts; empty when it has no others. */
  Optional<Example> without(Set<String> gone) {
    Set<String> kept = parts();
    kept.removeAll(gone);
    return kept.isEmpty() ? Optional.empty() : Optional.of(only(kept));
  }

  private static Map<Modality, Path> sorted(Map<Modality, Path> inputs) {
    Map<Modality, Path> ordered = new LinkedHashMap<>();
    inputs.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparing(Modality::id)))
        .forEach(e -> ordered.put(e.getKey(), e.getValue()));
    return Collections.unmodifiableMap(ordered);
  }
}
