package io.fusebox.runtime.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.Plm;
import io.fusebox.runtime.pretrain.reading.Exercise;
import io.fusebox.runtime.pretrain.reading.ExerciseBatch;
import io.fusebox.runtime.pretrain.reading.ExerciseGenerator;
import io.fusebox.runtime.worlds.scenes.DifficultyLevel;
import io.fusebox.toolkit.generation.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How many new exercises in plain words a model answers rightly, to the token. */
final class TextEvaluation {
  private static final int EXERCISES = 500;
  private static final int LONGEST = 17;

  private final Plm plm;
  private final Random random;
  private final ExerciseGenerator exercises;

  TextEvaluation(Plm plm, PretrainingPlan recipe) {
    this.plm = plm;
    this.random = new Random(~recipe.seed()); // not the exercises of the training
    this.exercises =
        new ExerciseGenerator(random, Math.toIntExact(plm.spec().width()), plm.tokenizer());
  }

  /** The share of right answers by form. */
  Map<String, Double> scores() {
    Map<String, Double> scores = new TreeMap<>();
    scores.put("sentences", score(() -> exercises.sentences(DifficultyLevel.FULL, LONGEST)));
    scores.put("mixtures of words", score(() -> exercises.mixtures(DifficultyLevel.FULL, LONGEST)));
    return scores;
  }

  private double score(Supplier<Exercise> exercise) {
    List<Exercise> all = Stream.generate(exercise).limit(EXERCISES).toList();
    try (NDManager manager = NDManager.newBaseManager()) {
      ExerciseBatch lesson = ExerciseBatch.of(manager, plm, Optional.empty(), all, random);
      NDArray labels = lesson.labels();
      NDArray ids = Labels.shiftRight(labels, plm.spec().decoderStart(), plm.spec().pad());
      NDArray logits = plm.decode(plm.encode(lesson.input()), ids).logits();
      int count = 0;
      for (boolean right : ExactAnswers.right(logits, labels)) {
        count += right ? 1 : 0;
      }
      return (double) count / EXERCISES;
    }
  }
}
