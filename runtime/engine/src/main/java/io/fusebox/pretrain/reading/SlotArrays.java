package io.fusebox.pretrain.reading;

import io.fusebox.pretrain.reading.Slot.Part;
import java.util.List;

/** The numbers of a batch of slots, before they become tensors. */
final class SlotArrays {
  final int rows;
  final int length;
  final long[] words;
  final float[] strengths;
  final float[] plain;
  final float[] rest;
  final long[] mask;
  private final CodeBook book;

  SlotArrays(CodeBook book, int rows, int length) {
    this.book = book;
    this.rows = rows;
    this.length = length;
    this.words = new long[rows * length * Slot.PARTS];
    this.strengths = new float[rows * length * Slot.PARTS];
    this.plain = new float[rows * length];
    this.rest = new float[rows * length * book.width()];
    this.mask = new long[rows * length];
  }

  /** Fills one row; what is left of it stays masked. */
  void fill(int row, List<Slot> slots) {
    float loudness = book.loudness();
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      int at = row * length + i;
      mask[at] = 1;
      plain[at] = slot.plain() ? 1 : 0;
      float loud = slot.plain() ? 1 : loudness;
      for (int p = 0; p < slot.words().size(); p++) {
        words[at * Slot.PARTS + p] = slot.words().get(p).id();
        strengths[at * Slot.PARTS + p] = loud * slot.words().get(p).strength();
      }
      rest(row, at, slot, loud);
    }
  }

  private void rest(int row, int at, Slot slot, float loud) {
    for (Part code : slot.codes()) {
      add(at, book.code(row, code.id()), loud * code.strength());
    }
    if (slot.noise() > 0) {
      add(at, book.vector(), loud * slot.noise());
    }
    if (slot.common() > 0) {
      add(at, book.common(row), loud * slot.common());
    }
  }

  private void add(int at, float[] vector, float strength) {
    int from = at * book.width();
    for (int i = 0; i < vector.length; i++) {
      rest[from + i] += strength * vector[i];
    }
  }
}
