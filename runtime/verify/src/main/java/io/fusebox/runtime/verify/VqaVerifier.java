package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase.Models;
import io.fusebox.runtime.data.metrics.AnswerNormalizer;
import io.fusebox.runtime.data.metrics.VqaAccuracy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** VQA accuracy: every prediction's score, the mean, and the normalised forms. */
final class VqaVerifier implements CaseVerifier {
  /** The reference rounds percentages to two digits. */
  private static final double ROUNDING = 0.005 + 1e-9;

  private static final Set<String> GIVEN = Set.of("id", "question", "prediction", "answers");

  @Override
  public boolean knows(String caseName) {
    return caseName.matches("vqa(-.*)?");
  }

  @Override
  public List<OutputResult> verify(VerificationCase of, NDManager manager, Models models) {
    JsonNode json = of.cases();
    List<JsonNode> cases = list(json.path("cases"));
    if (cases.isEmpty()) {
      throw new FuseboxException(of.folder() + "/cases.json holds no cases");
    }
    Set<String> outputs = new TreeSet<>();
    cases.forEach(c -> c.fieldNames().forEachRemaining(outputs::add));
    outputs.removeAll(GIVEN);
    List<OutputResult> rows = new ArrayList<>();
    if (json.has("overall")) {
      double mean = Arrays.stream(scores(cases)).average().orElseThrow();
      rows.add(percent("overall", new double[] {json.get("overall").asDouble()}, mean));
    }
    outputs.forEach(output -> rows.add(row(output, cases)));
    return rows;
  }

  private static OutputResult row(String output, List<JsonNode> cases) {
    return switch (output) {
      case "accuracy" ->
          percent(
              output,
              cases.stream().mapToDouble(c -> c.path(output).asDouble()).toArray(),
              scores(cases));
      case "normalization_applied" ->
          OutputResult.texts(
              output,
              cases.stream().map(c -> c.path(output).asText()).toList(),
              cases.stream().map(c -> "" + VqaAccuracy.normalises(answers(c))).toList());
      case "normalized_prediction" ->
          OutputResult.texts(
              output,
              cases.stream().map(c -> c.path(output).asText()).toList(),
              cases.stream().map(c -> AnswerNormalizer.normalize(prediction(c))).toList());
      case "normalized_answers" ->
          OutputResult.texts(
              output,
              cases.stream().flatMap(c -> texts(c.path(output)).stream()).toList(),
              cases.stream()
                  .flatMap(c -> answers(c).stream())
                  .map(AnswerNormalizer::normalize)
                  .toList());
      default -> OutputResult.unsupported(output, "");
    };
  }

  private static OutputResult percent(String output, double[] expected, double... found) {
    Shape shape = new Shape(expected.length);
    return OutputComparison.of(
        output,
        new TensorValues(shape, false, expected),
        new TensorValues(shape, false, found),
        ROUNDING);
  }

  private static double[] scores(List<JsonNode> cases) {
    return cases.stream()
        .mapToDouble(c -> 100 * VqaAccuracy.of(prediction(c), answers(c)))
        .toArray();
  }

  private static String prediction(JsonNode c) {
    return c.path("prediction").asText();
  }

  private static List<String> answers(JsonNode c) {
    return texts(c.path("answers"));
  }

  private static List<String> texts(JsonNode array) {
    return list(array).stream().map(JsonNode::asText).toList();
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
