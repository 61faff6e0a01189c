package io.fusebox.pretrain.reading;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.fusion.Segment;
import io.fusebox.fusion.Segments;
import io.fusebox.plm.Plm;
import java.util.List;
import java.util.function.Function;

/** Makes embeddings of slots: words by the PLM's own table, codes and noise from the code book. */
record SlotTensors(NDManager manager, Plm plm, CodeBook book) {
  /** Keeps the length of a word that is all zeros from dividing by 0. */
  private static final float TINY = 1e-12f;

  /** Which part of an exercise. */
  enum Side {
    GLOSSARY(Exercise::glossary),
    DESCRIPTION(Exercise::description);

    private final Function<Exercise, List<Slot>> slots;

    Side(Function<Exercise, List<Slot>> slots) {
      this.slots = slots;
    }
  }

  /** One segment {@code [b, s, d]}; none when no exercise has slots on this side. */
  Segments segment(Side side, List<Exercise> exercises) {
    List<List<Slot>> rows = exercises.stream().map(side.slots).toList();
    int longest = rows.stream().mapToInt(List::size).max().orElse(0);
    if (longest == 0) {
      return Segments.of();
    }
    SlotArrays arrays = new SlotArrays(book, rows.size(), longest);
    for (int row = 0; row < rows.size(); row++) {
      arrays.fill(row, rows.get(row));
    }
    return Segments.of(new Segment(side.name(), embeddings(arrays), mask(arrays)));
  }

  private NDArray mask(SlotArrays a) {
    return manager.create(a.mask, new Shape(a.rows, a.length));
  }

  private NDArray embeddings(SlotArrays a) {
    long width = book.width();
    NDArray ids = manager.create(a.words, new Shape(a.rows, (long) a.length * Slot.PARTS));
    NDArray words = plm.embed(ids).reshape(a.rows, a.length, Slot.PARTS, width);
    NDArray length = words.square().mean(new int[] {3}, true).add(TINY).sqrt();
    NDArray plain = manager.create(a.plain, new Shape(a.rows, a.length, 1, 1));
    NDArray divisor = length.mul(plain.neg().add(1)).add(plain);
    NDArray strength = manager.create(a.strengths, new Shape(a.rows, a.length, Slot.PARTS, 1));
    NDArray mixed = words.div(divisor).mul(strength).sum(new int[] {2});
    return mixed
        .add(manager.create(a.rest, new Shape(a.rows, a.length, width)))
        .toType(DataType.FLOAT32, false);
  }
}
