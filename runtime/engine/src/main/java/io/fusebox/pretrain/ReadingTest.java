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
  private static final Exercises.Size SIZE = new Exercises.Size(20, 17);

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
              manager, plm, exercises.of(form, EXERCISES, SIZE), new SplittableRandom(seed));
      return right(batch);
    }
  }

  private double right(ExerciseBatch batch) {
    NDArray ids = Labels.shiftRight(batch.labels(), plm.spec().decoderStart(), plm.spec().pad());
    NDArray logits = plm.decode(plm.encode(batch.input()), ids).logits();
    int count = 0;
    for (boolean right : Answers.right(logits, batch.labels())) {
      count += right ? 1 : 0;
    }
    return (double) count / EXERCISES;
  }
}
