package io.fusebox.api.fusion;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * A named trainable tensor that a strategy declares and the host creates, trains, saves and
 * restores: a bundle can be replaced without losing training.
 *
 * @param learningRate what the paper trains it with; a run may say otherwise
 */
public record WeightSpec(String name, Init init, double learningRate) {
  /** The paper's learning rate for prompts. */
  public static final double PROMPT_RATE = 0.5;

  /** The paper's learning rate for everything else. */
  public static final double RATE = 5e-4;

  public WeightSpec {
    require(
        name.matches("[a-z][A-Za-z0-9_.-]*"),
        "a weight's name must be letters, digits, '.', '_' and '-', a lower-case letter first,"
            + " found '"
            + name
            + "'");
  }

  /** Where a weight starts. */
  public sealed interface Init {
    /** Random rows of the PLM's token embedding: {@code [rows, d]} (the authors' prompts). */
    record Vocabulary(long rows) implements Init {}

    /** Uniform in {@code [-bound, bound]}. */
    record Uniform(List<Long> shape, double bound) implements Init {}

    /** The same number everywhere. */
    record Constant(List<Long> shape, double value) implements Init {}

    /**
     * Uniform around 0, as large as {@code gain} says in comparison with the PLM's embeddings: its
     * standard deviation is {@code gain} times the root mean square of the numbers of the token
     * embedding, which differs between PLMs by a factor of 50.
     */
    record VocabularyScaled(List<Long> shape, double gain) implements Init {}

    /**
     * The keys and values that the PLM's layers make of {@code rows} random words: {@code [2, l, h,
     * rows, d_head]}, the keys first ({@link io.fusebox.api.plm.Plm#prefix}; Li and Liang 2021,
     * section 7.4).
     */
    record VocabularyPrefix(PlmSpec.PrefixShape layers, long rows) implements Init {}

    /** Starts from the values of a model's tensor: an encoder that is thawed, a norm. */
    record Copy(NDArray tensor) implements Init {}
  }

  /**
   * The weight's shape.
   *
   * @param width the PLM's width d
   */
  public Shape shape(long width) {
    if (init instanceof Init.Vocabulary vocabulary) {
      return new Shape(vocabulary.rows(), width);
    } else if (init instanceof Init.Uniform uniform) {
      return new Shape(uniform.shape());
    } else if (init instanceof Init.VocabularyScaled embedded) {
      return new Shape(embedded.shape());
    } else if (init instanceof Init.VocabularyPrefix prefix) {
      PlmSpec.PrefixShape of = prefix.layers();
      return new Shape(2, of.layers(), of.heads(), prefix.rows(), of.headWidth());
    } else if (init instanceof Init.Constant constant) {
      return new Shape(constant.shape());
    }
    return ((Init.Copy) init).tensor().getShape();
  }

  /** A weight {@code [out, in]} of a linear layer, uniform in +-1/sqrt(in) as in the reference. */
  public static WeightSpec linear(String name, long in, long out) {
    return new WeightSpec(name, new Init.Uniform(List.of(out, in), 1 / Math.sqrt(in)), RATE);
  }

  /** The bias {@code [out]} of a linear layer with {@code in} inputs. */
  public static WeightSpec linearBias(String name, long in, long out) {
    return new WeightSpec(name, new Init.Uniform(List.of(out), 1 / Math.sqrt(in)), RATE);
  }

  /** Prompt vectors {@code [rows, d]} that start from random rows of the token embedding. */
  public static WeightSpec fromVocabulary(String name, long rows) {
    return new WeightSpec(name, new Init.Vocabulary(rows), PROMPT_RATE);
  }
}
