package io.fusebox.runtime.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.Plm;
import io.fusebox.runtime.pretrain.reading.Exercise;
import io.fusebox.runtime.pretrain.reading.ExerciseBatch;
import io.fusebox.runtime.pretrain.reading.ExerciseGenerator;
import io.fusebox.runtime.pretrain.reading.LanguageTraining;
import io.fusebox.runtime.worlds.scenes.DifficultyLevel;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Gives a language model one lesson after the other, as hard as it can bear. */
final class TextPretraining {
  private static final int LONGEST = 17;
  private static final int EACH = 4;

  private final Plm plm;
  private final int batch;
  private final Random random;
  private final ExerciseGenerator exercises;
  private final LanguageTraining languages;
  private final Curriculum curriculum = new Curriculum();

  TextPretraining(Plm plm, PretrainingPlan recipe) {
    this.plm = plm;
    this.batch = recipe.batch();
    this.random = new Random(recipe.seed());
    this.exercises =
        new ExerciseGenerator(random, Math.toIntExact(plm.spec().width()), plm.tokenizer());
    this.languages = new LanguageTraining(plm, random, exercises);
  }

  /**
   * The loss of the next step.
   *
   * @param manager owns everything that is made
   */
  NDArray lesson(NDManager manager) {
    return curriculum.languages()
        ? words(manager, batch / 2).add(languages(manager))
        : words(manager, batch);
  }

  /** To be called after the backward pass, before the step's manager is closed. */
  void learn() {
    languages.learn();
  }

  private NDArray words(NDManager manager, int count) {
    List<Exercise> lesson = new ArrayList<>();
    int length = 5 + random.nextInt(LONGEST - 4);
    for (int i = 0; i < count; i++) {
      DifficultyLevel level = curriculum.level();
      lesson.add(
          random.nextInt(10) < 7
              ? exercises.mixtures(level, length)
              : exercises.sentences(level, LONGEST));
    }
    ExerciseBatch tensors = ExerciseBatch.of(manager, plm, Optional.empty(), lesson, random);
    NDArray logits = logits(tensors);
    curriculum.hear(lesson, ExactAnswers.right(logits, tensors.labels()), languages.grade());
    return Losses.crossEntropy(logits, tensors.labels());
  }

  private NDArray languages(NDManager manager) {
    ExerciseBatch lesson = languages.lesson(manager, curriculum.level(), curriculum.words(), EACH);
    NDArray logits = logits(lesson);
    languages.hear(ExactAnswers.right(logits, lesson.labels()));
    return Losses.crossEntropy(logits, lesson.labels());
  }

  private NDArray logits(ExerciseBatch lesson) {
    NDArray ids = Labels.shiftRight(lesson.labels(), plm.spec().decoderStart(), plm.spec().pad());
    return plm.decode(plm.encode(lesson.input()), ids).logits();
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s, languages %.2f", curriculum, languages.grade());
  }
}
