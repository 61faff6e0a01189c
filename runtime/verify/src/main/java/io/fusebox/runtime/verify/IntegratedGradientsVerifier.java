package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase.Models;
import io.fusebox.runtime.explain.gradients.AttributionTarget;
import io.fusebox.runtime.explain.gradients.Attributions;
import io.fusebox.runtime.explain.gradients.IntegratedGradients;
import io.fusebox.runtime.explain.gradients.QuadratureRule;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import io.fusebox.toolkit.tensor.HostTensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Integrated gradients of log p(labels) over {@code [prompt | visual | text]}, by captum's names of
 * the methods; {@code n_steps} in {@code meta.json}, or 50.
 */
final class IntegratedGradientsVerifier implements CaseVerifier {
  private static final Pattern OUTPUT = Pattern.compile("ig\\.(\\w+)\\.(\\w+)");
  private static final Map<String, QuadratureRule> METHODS =
      Map.of(
          "gausslegendre",
          QuadratureRule.GAUSS_LEGENDRE,
          "riemann_trapezoid",
          QuadratureRule.TRAPEZOID);

  @Override
  public boolean knows(String caseName) {
    return caseName.matches("integrated-gradients(-.*)?");
  }

  @Override
  public List<OutputResult> verify(VerificationCase of, NDManager manager, Models models) {
    SafetensorsFile inputs = of.inputs();
    Plm plm = models.plm();
    NDArray prompt = inputs.readFloat(manager, "prompt");
    PlmInput input = PlmInputs.fused(plm, inputs, prompt, "attention_mask", manager);
    AttributionTarget target =
        AttributionTarget.labels(rows(inputs.read(manager, "labels")), plm.spec());
    int steps = of.meta().path("n_steps").asInt(IntegratedGradients.STEPS);
    Map<QuadratureRule, Attributions> explained = new HashMap<>();
    Function<QuadratureRule, Attributions> explain =
        rule ->
            explained.computeIfAbsent(
                rule, r -> IntegratedGradients.of(plm).with(r, steps).explain(input, target));
    return TensorCase.rows(of, manager, name -> output(name, input, explain));
  }

  private static Optional<TensorValues> output(
      String name, PlmInput input, Function<QuadratureRule, Attributions> explain) {
    Matcher ig = OUTPUT.matcher(name);
    if (ig.matches() && METHODS.containsKey(ig.group(1))) {
      return part(ig.group(2), explain.apply(METHODS.get(ig.group(1))));
    }
    return switch (name) {
      case "inputs_embeds" -> Optional.of(TensorValues.of(PlmInputs.embeddings(input)));
      case "target_logprob_input" ->
          numbers(explain.apply(QuadratureRule.GAUSS_LEGENDRE).atInput());
      case "target_logprob_baseline" ->
          numbers(explain.apply(QuadratureRule.GAUSS_LEGENDRE).atBaseline());
      default -> Optional.empty();
    };
  }

  private static Optional<TensorValues> part(String name, Attributions explained) {
    return switch (name) {
      case "attributions" -> Optional.of(values(explained.values()));
      case "per_position" -> Optional.of(values(explained.perPosition()));
      case "convergence_delta" -> numbers(explained.delta());
      default -> Optional.empty();
    };
  }

  private static TensorValues values(HostTensor tensor) {
    return TensorValues.floats(tensor.data(), tensor.shape());
  }

  private static Optional<TensorValues> numbers(double... each) {
    return Optional.of(new TensorValues(new Shape(each.length), false, each));
  }

  private static long[][] rows(NDArray labels) {
    int columns = Math.toIntExact(labels.getShape().get(1));
    long[] all = labels.toLongArray();
    long[][] rows = new long[Math.toIntExact(labels.getShape().get(0))][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(all, i * columns, (i + 1) * columns);
    }
    return rows;
  }
}
