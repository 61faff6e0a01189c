package io.fusebox.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.plm.Labels;
import io.fusebox.plm.Plm;
import io.fusebox.pretrain.reading.ExerciseBatch;
import io.fusebox.pretrain.reading.Exercises;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/** How many new exercises of each form a model answers rightly, to the token. */
final class ReadingTest {
  private static final int EXERCISES = 500;
  private static final int GLOSSARY = 20;
  private static final int DESCRIPTION = 17;

  private final Plm plm;
  private final long seed;

  ReadingTest(Plm plm, Recipe recipe) {
    this.plm = plm;
    this.seed = ~recipe.seed(); // not the exercises of the training
  }

  /** The share of right answers by form. */
  Map<String, Double> scores() {
    Exercises exercises = new Exercises(new Random(seed), plm.tokenizer());
    Map<String, Double> scores = new LinkedHashMap<>();
    for (Exercises.Form form : Exercises.Form.values()) {
      scores.put(form.name().toLowerCase(Locale.ROOT), score(exercises, form));
    }
    return scores;
  }

  private double score(Exercises exercises, Exercises.Form form) {
    try (NDManager manager = NDManager.newBaseManager()) {
      ExerciseBatch batch =
          ExerciseBatch.of(
              manager,
              plm,
              exercises.all(form, EXERCISES, GLOSSARY, DESCRIPTION),
              new SplittableRandom(seed));
      return right(batch);
    }
  }

  private double right(ExerciseBatch batch) {
    NDArray labels = batch.labels();
    NDArray ids = Labels.shiftRight(labels, plm.spec().decoderStart(), plm.spec().pad());
    long[] said = plm.decode(plm.encode(batch.input()), ids).logits().argMax(-1).toLongArray();
    long[] truth = labels.toLongArray();
    int columns = Math.toIntExact(labels.getShape().get(1));
    int right = 0;
    for (int row = 0; row < EXERCISES; row++) {
      right += same(said, truth, row * columns, columns) ? 1 : 0;
    }
    return (double) right / EXERCISES;
  }

  private static boolean same(long[] said, long[] truth, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (truth[i] != Labels.IGNORED && truth[i] != said[i]) {
        return false;
      }
    }
    return true;
  }
}
