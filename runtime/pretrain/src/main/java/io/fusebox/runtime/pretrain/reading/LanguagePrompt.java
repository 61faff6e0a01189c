package io.fusebox.runtime.pretrain.reading;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.runtime.training.Adam;
import io.fusebox.toolkit.tensor.Autograd;
import org.jspecify.annotations.Nullable;

/**
 * A language that is being learnt: the prompt that is to tell the reader what the language means,
 * and how far that has come. It is trained as a pipeline trains its prompt, except that the reader
 * learns to be told at the same time.
 */
final class LanguagePrompt {
  private static final double RATE = 0.1;
  private static final double LEAST_SHARE = 0.15;
  private static final double NEW = 0.05;
  private static final String NAME = "prompt";

  private final SyntheticLanguage language;
  private final float[] values;
  private final Shape shape;
  private final int life;
  private final Adam adam = new Adam();
  private @Nullable NDArray current;
  private int age;
  private double grade;

  /**
   * Begins.
   *
   * @param start rows of the reader's vocabulary {@code [n, d]}
   * @param life for how many updates it lives
   */
  LanguagePrompt(SyntheticLanguage language, NDArray start, int life) {
    this.language = language;
    this.values = start.toFloatArray();
    this.shape = start.getShape();
    this.life = life;
  }

  SyntheticLanguage language() {
    return language;
  }

  boolean old() {
    return age >= life;
  }

  /** The running share of right answers. */
  double grade() {
    return grade;
  }

  /** The prompt {@code [n, d]} for one step, with a gradient to come. */
  NDArray on(NDManager manager) {
    NDArray prompt = manager.create(values, shape);
    prompt.setRequiresGradient(true);
    current = prompt;
    return prompt;
  }

  /** Hears the share of right answers in this step. */
  void hear(double right) {
    grade += NEW * (right - grade);
  }

  /** Moves along the gradient that the backward pass left. */
  void learn() {
    double share = Math.max(LEAST_SHARE, 1 - (double) age / life);
    adam.update(NAME, values, Autograd.gradient(requireNonNull(current)), RATE * share);
    age++;
  }
}
