package io.fusebox.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.plm.Labels;
import io.fusebox.plm.Losses;
import io.fusebox.plm.Plm;
import io.fusebox.pretrain.reading.Exercise;
import io.fusebox.pretrain.reading.ExerciseBatch;
import io.fusebox.pretrain.reading.Exercises;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Gives a language model one batch of exercises after the other, as hard as it can bear. */
final class ReadingSchool {
  private final Plm plm;
  private final int batch;
  private final Random random;
  private final SplittableRandom noise;
  private final Exercises exercises;
  private final Curriculum curriculum = new Curriculum();

  ReadingSchool(Plm plm, Recipe recipe) {
    this.plm = plm;
    this.batch = recipe.batch();
    this.random = new Random(recipe.seed());
    this.noise = new SplittableRandom(recipe.seed());
    this.exercises = new Exercises(random, plm.tokenizer());
  }

  /**
   * The loss of the next batch; its exercises are of any length that a pipeline may have.
   *
   * @param manager owns everything that is made
   */
  NDArray lesson(NDManager manager) {
    Exercises.Size size = new Exercises.Size(10 + random.nextInt(11), 5 + random.nextInt(13));
    List<Exercise> lesson = exercises.mixed(curriculum.level(), batch, size);
    ExerciseBatch tensors = ExerciseBatch.of(manager, plm, lesson, noise);
    NDArray labels = tensors.labels();
    NDArray ids = Labels.shiftRight(labels, plm.spec().decoderStart(), plm.spec().pad());
    NDArray logits = plm.decode(plm.encode(tensors.input()), ids).logits();
    curriculum.hear(lesson, Answers.right(logits, labels));
    return Losses.crossEntropy(logits, labels);
  }

  @Override
  public String toString() {
    return curriculum.toString();
  }
}
