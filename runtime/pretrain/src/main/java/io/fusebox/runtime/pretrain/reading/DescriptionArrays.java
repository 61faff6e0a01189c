package io.fusebox.runtime.pretrain.reading;

import io.fusebox.runtime.pretrain.reading.DescriptionSlot.MixtureTerm;
import java.util.List;
import java.util.Random;

/** The numbers of a batch of descriptions, before they become tensors. */
final class DescriptionArrays {
  final int rows;
  final int length;
  final int width;

  /** {@code [b, s, words]}: token ids; 0 with strength 0 where there is no word. */
  final long[] words;

  /** {@code [b, s, words]}. */
  final float[] strengths;

  /** {@code [b, s]}: 1 = a token as it is. */
  final float[] plain;

  /** {@code [b, s, d]}: codes and noise. */
  final float[] rest;

  /** {@code [b, s]}: 1 = there. */
  final long[] mask;

  private final Random random;

  DescriptionArrays(int rows, int length, int width, Random random) {
    this.rows = rows;
    this.length = length;
    this.width = width;
    this.random = random;
    this.words = new long[rows * length * DescriptionSlot.WORDS];
    this.strengths = new float[rows * length * DescriptionSlot.WORDS];
    this.plain = new float[rows * length];
    this.rest = new float[rows * length * width];
    this.mask = new long[rows * length];
  }

  /** Fills one row; what is left of it stays masked. */
  void fill(int row, Exercise exercise) {
    List<DescriptionSlot> slots = exercise.description();
    for (int i = 0; i < slots.size(); i++) {
      fill(row * length + i, slots.get(i), exercise.language());
    }
  }

  private void fill(int at, DescriptionSlot slot, SyntheticLanguage language) {
    mask[at] = 1;
    plain[at] = slot.plain() ? 1 : 0;
    for (int w = 0; w < slot.words().size(); w++) {
      words[at * DescriptionSlot.WORDS + w] = slot.words().get(w).id();
      strengths[at * DescriptionSlot.WORDS + w] = slot.words().get(w).strength();
    }
    for (MixtureTerm code : slot.codes()) {
      if (code.strength() != 0) {
        add(at, language.code(code.id()), code.strength());
      }
    }
    if (slot.noise() > 0) {
      add(at, NoiseVectors.vector(random, width), slot.noise());
    }
  }

  private void add(int at, float[] vector, float strength) {
    for (int i = 0; i < width; i++) {
      rest[at * width + i] += strength * vector[i];
    }
  }
}
