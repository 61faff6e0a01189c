package io.fusebox.runtime.pretrain.reading;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.plm.Plm;
import java.util.List;
import java.util.Random;

/** Makes embeddings of descriptions: words by the PLM's own table, codes by their language. */
record DescriptionTensors(NDManager manager, Plm plm) {
  /** Keeps the length of a word that is all zeros from dividing by 0. */
  private static final float TINY = 1e-12f;

  /** The descriptions {@code [b, s, d]}. */
  Segment segment(List<Exercise> exercises, Random random) {
    int longest = exercises.stream().mapToInt(e -> e.description().size()).max().orElse(0);
    int width = Math.toIntExact(plm.spec().width());
    DescriptionArrays a = new DescriptionArrays(exercises.size(), longest, width, random);
    for (int row = 0; row < exercises.size(); row++) {
      a.fill(row, exercises.get(row));
    }
    return new Segment(
        "description", embeddings(a), manager.create(a.mask, new Shape(a.rows, a.length)));
  }

  private NDArray embeddings(DescriptionArrays a) {
    NDArray ids =
        manager.create(a.words, new Shape(a.rows, (long) a.length * DescriptionSlot.WORDS));
    NDArray words = plm.embed(ids).reshape(a.rows, a.length, DescriptionSlot.WORDS, a.width);
    NDArray length = words.square().mean(new int[] {3}, true).add(TINY).sqrt();
    NDArray plain = manager.create(a.plain, new Shape(a.rows, a.length, 1, 1));
    NDArray divisor = length.mul(plain.neg().add(1)).add(plain);
    NDArray strength =
        manager.create(a.strengths, new Shape(a.rows, a.length, DescriptionSlot.WORDS, 1));
    NDArray rest = manager.create(a.rest, new Shape(a.rows, a.length, a.width));
    return words.div(divisor).mul(strength).sum(new int[] {2}).add(rest);
  }
}
