package io.fusebox.runtime.explain.gradients;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.tensor.HostTensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Integrated gradients over what the PLM's encoder reads: the joined embeddings, before positions
 * and normalisation, against zeros (Sundararajan et al. 2017, "Axiomatic Attribution for Deep
 * Networks"). Each example goes by itself, so memory depends on {@code rows} and not on the batch.
 *
 * @param steps how many points of the way from zeros to the input are looked at
 * @param rows how many of them go through the PLM at once
 */
public record IntegratedGradients(Plm plm, QuadratureRule rule, int steps, int rows) {
  /** As many as captum takes. */
  public static final int STEPS = 50;

  private static final int ROWS = 16;

  public IntegratedGradients {
    require(rows > 0, "at least one step must go through the PLM at once, found " + rows);
    rule.nodes(steps);
  }

  /** Gauss-Legendre quadrature with {@link #STEPS} steps. */
  public static IntegratedGradients of(Plm plm) {
    return new IntegratedGradients(plm, QuadratureRule.GAUSS_LEGENDRE, STEPS, ROWS);
  }

  /** The same PLM with another rule. */
  public IntegratedGradients with(QuadratureRule other, int otherSteps) {
    return new IntegratedGradients(plm, other, otherSteps, rows);
  }

  /**
   * Explains a target by an input. Whatever is made for it natively is freed; the input stays.
   *
   * @throws io.fusebox.api.FuseboxException when input and target are not of the same examples
   */
  public Attributions explain(PlmInput input, AttributionTarget target) {
    int b = Math.toIntExact(input.batch());
    require(
        b == target.examples() && input.length() > 0,
        "the target is about %d examples, but the input holds %d of %d positions"
            .formatted(target.examples(), b, input.length()));
    return joined(
        IntStream.range(0, b)
            .mapToObj(i -> new PathIntegral(this, InterpolationPath.to(input, i), target).result())
            .toList());
  }

  private static Attributions joined(List<PathIntegral.Result> examples) {
    int b = examples.size();
    InterpolationPath line = examples.get(0).line();
    Shape one = line.end().shape();
    int s = Math.toIntExact(one.get(0));
    int d = Math.toIntExact(one.get(1));
    float[] values = new float[Math.toIntExact(b * one.size())];
    float[] positions = new float[b * s];
    for (int i = 0; i < b * s; i++) {
      double[] all = examples.get(i / s).values();
      double[] here = Arrays.copyOfRange(all, i % s * d, (i % s + 1) * d);
      for (int j = 0; j < d; j++) {
        values[i * d + j] = (float) here[j];
      }
      positions[i] = (float) Arrays.stream(here).sum();
    }
    return new Attributions(
        line.spans(),
        new HostTensor(new Shape(b).addAll(one), values),
        new HostTensor(new Shape(b, s), positions),
        examples.stream().mapToDouble(PathIntegral.Result::atInput).toArray(),
        examples.stream().mapToDouble(PathIntegral.Result::atBaseline).toArray(),
        examples.stream().mapToDouble(PathIntegral.Result::delta).toArray());
  }
}
