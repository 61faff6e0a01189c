package io.fusebox.data;

import static io.fusebox.plugin.Settings.require;

import io.fusebox.encoder.Modality;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One question about some input, with what people answered.
 *
 * @param id unique in its data set
 * @param inputs the file of each modality, in the order of the modalities' ids
 * @param question never blank
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
    require(!question.isBlank(), "the question is empty; give its text");
    require(
        answers.size() == 1 || answers.size() == HUMANS,
        "a question has one answer or %d, found %d".formatted(HUMANS, answers.size()));
    inputs = sorted(inputs);
    answers = List.copyOf(answers);
  }

  private static Map<Modality, Path> sorted(Map<Modality, Path> inputs) {
    Map<Modality, Path> ordered = new LinkedHashMap<>();
    inputs.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparing(Modality::id)))
        .forEach(e -> ordered.put(e.getKey(), e.getValue()));
    return Collections.unmodifiableMap(ordered);
  }
}
