package io.fusebox.runtime.verify;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase.Models;
import io.fusebox.runtime.data.metrics.ConfusionMatrix;
import io.fusebox.runtime.data.metrics.ConfusionMatrix.LabelScore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * Classification: accuracy, confusion, and the scores for each class and averaged. Numbers are
 * known by their path ({@code per_class.0.f1}); an output is all numbers of its name, whatever the
 * class ({@code per_class.f1}), of all cases.
 */
final class ClassificationVerifier implements CaseVerifier {
  /** Both sides divide the same whole numbers. */
  private static final double ROUNDING = 1e-12;

  private static final Set<String> GIVEN = Set.of("y_true", "y_pred", "labels", "zero_division");
  private static final String PER_CLASS = "per_class";
  private static final String CONFUSION = "confusion";

  @Override
  public boolean knows(String caseName) {
    return caseName.matches("classification(-.*)?");
  }

  @Override
  public List<OutputResult> verify(VerificationCase of, NDManager manager, Models models) {
    List<JsonNode> cases = list(of.cases().path("cases"));
    if (cases.isEmpty()) {
      throw new FuseboxException(of.folder() + "/cases.json holds no cases");
    }
    Map<String, List<Double>> expected = new TreeMap<>();
    Map<String, List<Double>> found = new HashMap<>();
    Set<String> unknown = new TreeSet<>();
    for (JsonNode c : cases) {
      Map<String, Double> ours = ours(c);
      for (var number : numbers(c).entrySet()) {
        String output = output(number.getKey());
        Double our = ours.get(number.getKey());
        if (our == null) {
          unknown.add(output);
        }
        expected.computeIfAbsent(output, o -> new ArrayList<>()).add(number.getValue());
        found.computeIfAbsent(output, o -> new ArrayList<>()).add(our == null ? Double.NaN : our);
      }
    }
    return expected.keySet().stream()
        .map(
            output ->
                unknown.contains(output)
                    ? OutputResult.unsupported(output, "")
                    : OutputComparison.of(
                        output,
                        values(requireNonNull(expected.get(output))),
                        values(requireNonNull(found.get(output))),
                        ROUNDING))
        .toList();
  }

  /** Everything that is to be computed. */
  private static Map<String, Double> numbers(JsonNode c) {
    Map<String, Double> numbers = new TreeMap<>();
    for (var field : c.properties()) {
      if (!GIVEN.contains(field.getKey())) {
        collect(field.getKey(), field.getValue(), numbers);
      }
    }
    return numbers;
  }

  private static void collect(String path, JsonNode node, Map<String, Double> numbers) {
    if (node.isObject()) {
      node.properties().forEach(e -> collect(path + "." + e.getKey(), e.getValue(), numbers));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "." + i, node.get(i), numbers);
      }
    } else {
      numbers.put(path, node.asDouble(Double.NaN));
    }
  }

  private static String output(String path) {
    if (path.startsWith(CONFUSION + ".")) {
      return CONFUSION;
    }
    return path.startsWith(PER_CLASS + ".")
        ? PER_CLASS + path.substring(path.lastIndexOf('.'))
        : path;
  }

  /** Fusebox's result, by the same paths; nothing where dividing by zero is not to give 0. */
  private static Map<String, Double> ours(JsonNode c) {
    Map<String, Double> ours = new HashMap<>();
    if (c.path("zero_division").asDouble(0) != 0) {
      return ours;
    }
    ConfusionMatrix found =
        ConfusionMatrix.of(
            texts(c.path("labels")), texts(c.path("y_true")), texts(c.path("y_pred")));
    ours.put("accuracy", found.accuracy());
    put("weighted", found.weighted(), ours);
    put("macro", found.macro(), ours);
    put("micro", found.micro(), ours);
    List<LabelScore> perClass = found.perClass();
    for (int i = 0; i < perClass.size(); i++) {
      put(PER_CLASS + "." + found.labels().get(i), perClass.get(i), ours);
      for (int j = 0; j < perClass.size(); j++) {
        ours.put(CONFUSION + "." + i + "." + j, (double) found.confusion()[i][j]);
      }
    }
    return ours;
  }

  private static void put(String path, LabelScore score, Map<String, Double> ours) {
    ours.put(path + ".precision", score.precision());
    ours.put(path + ".recall", score.recall());
    ours.put(path + ".f1", score.f1());
    ours.put(path + ".support", (double) score.support());
  }

  private static TensorValues values(List<Double> numbers) {
    double[] all = numbers.stream().mapToDouble(x -> x).toArray();
    return new TensorValues(new Shape(all.length), false, all);
  }

  private static List<String> texts(JsonNode array) {
    return list(array).stream().map(JsonNode::asText).toList();
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
