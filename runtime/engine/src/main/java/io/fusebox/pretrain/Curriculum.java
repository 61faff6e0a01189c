package io.fusebox.pretrain;

import ai.djl.ndarray.NDManager;
import io.fusebox.plm.Plm;
import io.fusebox.pretrain.reading.ExerciseBatch;
import io.fusebox.pretrain.reading.Exercises;
import io.fusebox.text.Tokenizer;
import java.util.Random;
import java.util.SplittableRandom;

/** Batches of exercises in all forms, long and short. */
final class Curriculum {
  private final Random random;
  private final Exercises exercises;
  private final int batch;

  Curriculum(Tokenizer tokenizer, Recipe recipe) {
    this.random = new Random(recipe.seed());
    this.exercises = new Exercises(random, tokenizer);
    this.batch = recipe.batch();
  }

  /** The next batch; lengths differ from batch to batch, so that every length is read. */
  ExerciseBatch next(NDManager manager, Plm plm, SplittableRandom noise) {
    int glossary = 10 + random.nextInt(11);
    int description = 5 + random.nextInt(13);
    return ExerciseBatch.of(
        manager, plm, exercises.mixed(batch, glossary, description), noise);
  }
}
