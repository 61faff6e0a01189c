package io.fusebox.runtime.demo;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Scores;
import io.fusebox.runtime.training.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The result of one strategy.
 *
 * @param trained how many numbers were trained
 * @param accuracy VQA accuracy from 0 to 1 over all, and by answer type
 * @param samples a few questions with answer and truth
 * @param version the version of the weights that was measured; empty where nothing is trained
 * @param answering the version that the pipeline answers with now
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DemoResult(
    String strategy,
    long trained,
    double overall,
    Map<String, Double> accuracy,
    List<Sample> samples,
    String version,
    String answering) {
  private static final int SAMPLES = 8;

  /** One question that was asked; results that are kept from before may say picture for image. */
  public record Sample(
      @JsonAlias("picture") String image, String question, String answer, String truth) {}

  static DemoResult of(String strategy, long trained, Evaluation evaluation, String version) {
    Scores scores = evaluation.scores();
    return new DemoResult(
        strategy,
        trained,
        scores.accuracy(),
        scores.accuracyByType(),
        samples(evaluation),
        version,
        version);
  }

  DemoResult answering(String now) {
    return new DemoResult(strategy, trained, overall, accuracy, samples, version, now);
  }

  /** Whether the pipeline answers with what was measured. */
  @JsonIgnore
  public boolean isActive() {
    return version.equals(answering);
  }

  /** Questions about different images, spread over the data: neither the best nor the worst. */
  private static List<Sample> samples(Evaluation evaluation) {
    List<Sample> samples = new ArrayList<>();
    int size = evaluation.examples().size();
    for (int i = 0; i < Math.min(SAMPLES, size); i++) {
      int at = (int) ((long) i * size / Math.min(SAMPLES, size));
      Example example = evaluation.examples().get(at);
      String image =
          example.files().values().stream()
              .flatMap(List::stream)
              .findFirst()
              .map(Object::toString)
              .orElse("");
      samples.add(
          new Sample(image, example.text(), evaluation.answers().get(at).text(), example.target()));
    }
    return samples;
  }
}
