package io.fusebox.toolkit.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput.Prefix;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.WeightSpec.Init;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.tensor.Autograd;
import io.fusebox.toolkit.tensor.HostTensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** The numbers that a declared weight has when training starts. */
public final class InitialWeight {
  /** So many rows say how large the numbers of a token embedding are. */
  private static final int SAMPLE = 256;

  private InitialWeight() {}

  /**
   * Draws a weight's first numbers.
   *
   * @param plm whose vocabulary some weights start from
   * @param random the weight's own
   */
  public static HostTensor of(Init init, Plm plm, SplittableRandom random) {
    if (init instanceof Init.Vocabulary vocabulary) {
      return words(plm, random, vocabulary.rows(), rows -> rows.squeeze(0)); // [n, d]
    } else if (init instanceof Init.VocabularyPrefix prefix) {
      return words(plm, random, prefix.rows(), rows -> prefix(plm, rows)); // [2, l, h, n, d_head]
    } else if (init instanceof Init.Uniform uniform) {
      return uniform(new Shape(uniform.shape()), uniform.bound(), random);
    } else if (init instanceof Init.VocabularyScaled embedded) {
      double deviation = embedded.gain() * size(plm, random);
      return uniform(new Shape(embedded.shape()), deviation * Math.sqrt(3), random);
    } else if (init instanceof Init.Copy copy) {
      return HostTensor.of(copy.tensor());
    }
    Init.Constant constant = (Init.Constant) init;
    return filled(new Shape(constant.shape()), (float) constant.value());
  }

  private static HostTensor uniform(Shape shape, double bound, SplittableRandom random) {
    float[] data = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    return new HostTensor(shape, data);
  }

  private static HostTensor filled(Shape shape, float value) {
    float[] data = new float[Math.toIntExact(shape.size())];
    Arrays.fill(data, value);
    return new HostTensor(shape, data);
  }

  /** The result for the embeddings {@code [1, n, d]} of random words. */
  private static HostTensor words(
      Plm plm, SplittableRandom random, long count, UnaryOperator<NDArray> use) {
    long[] ids = random.longs(count, 0, plm.spec().vocabulary()).toArray();
    try (NDManager manager = NDManager.newBaseManager()) {
      return Autograd.without(
          () -> HostTensor.of(use.apply(plm.embed(manager.create(ids).expandDims(0)))));
    }
  }

  private static NDArray prefix(Plm plm, NDArray rows) {
    Prefix prefix = plm.prefix(Segment.unpadded(Segment.PROMPT, rows)); // [l, 1, h, n, d_head]
    return prefix.keys().squeeze(1).stack(prefix.values().squeeze(1));
  }

  /** The root mean square of the numbers of a token embedding. */
  private static double size(Plm plm, SplittableRandom random) {
    float[] numbers = words(plm, random, SAMPLE, UnaryOperator.identity()).data();
    double sum = 0;
    for (float number : numbers) {
      sum += (double) number * number;
    }
    return Math.sqrt(sum / numbers.length);
  }
}
