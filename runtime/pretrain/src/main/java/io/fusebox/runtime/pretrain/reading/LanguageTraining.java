package io.fusebox.runtime.pretrain.reading;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.plm.Plm;
import io.fusebox.runtime.worlds.scenes.DifficultyLevel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Teaches a reader to be told by a prompt what unknown vectors mean. A few languages are learnt at
 * a time, each by a prompt of its own; after a while a language is forgotten and a new one comes.
 * So the reader cannot know any language by heart: it becomes one that a prompt can steer.
 *
 * <p>No image is behind any of this: a language's vectors are random.
 */
public final class LanguageTraining {
  private static final int COUNT = 8;
  private static final int LIFE = 600;
  private static final int LENGTH = 17;
  private static final int PROMPT = 20;
  private static final int RECENT = 4;

  private final Plm plm;
  private final Random random;
  private final ExerciseGenerator exercises;
  private final List<LanguagePrompt> prompts = new ArrayList<>();
  private final Deque<Double> grades = new ArrayDeque<>();

  /** Prepares; {@code exercises} draws from {@code random} too. */
  public LanguageTraining(Plm plm, Random random, ExerciseGenerator exercises) {
    this.plm = plm;
    this.random = random;
    this.exercises = exercises;
  }

  /**
   * The next lesson.
   *
   * @param manager owns everything that is made
   * @param each how many exercises of each language
   * @param words how much of the plain words is mixed into new languages
   */
  public ExerciseBatch lesson(NDManager manager, DifficultyLevel level, double words, int each) {
    renew(level, words);
    NDList stack = new NDList();
    List<Exercise> all = new ArrayList<>();
    for (LanguagePrompt prompt : prompts) {
      stack.add(prompt.on(manager));
      for (int i = 0; i < each; i++) {
        all.add(exercises.language(prompt.language(), level, LENGTH));
      }
    }
    NDArray prompt = NDArrays.stack(stack).repeat(0, each);
    return ExerciseBatch.of(manager, plm, Optional.of(prompt), all, random);
  }

  /** Hears which exercises of the lesson were answered rightly. */
  public void hear(boolean[] right) {
    int each = right.length / prompts.size();
    for (int t = 0; t < prompts.size(); t++) {
      int count = 0;
      for (int i = 0; i < each; i++) {
        count += right[t * each + i] ? 1 : 0;
      }
      prompts.get(t).hear((double) count / each);
    }
  }

  /** Moves the prompts along the gradients that the backward pass left. */
  public void learn() {
    prompts.forEach(LanguagePrompt::learn);
  }

  /** The mean grade of the languages that were last forgotten; 0 before there are enough. */
  public double grade() {
    return grades.size() < RECENT
        ? 0
        : grades.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private void renew(DifficultyLevel level, double words) {
    for (int i = prompts.size(); i < COUNT; i++) {
      prompts.add(begin(level, words, LIFE * (i + 1) / COUNT)); // they are not to end all at once
    }
    for (int i = 0; i < COUNT; i++) {
      if (prompts.get(i).old()) {
        remember(prompts.get(i).grade());
        prompts.set(i, begin(level, words, LIFE));
      }
    }
  }

  private void remember(double grade) {
    grades.addLast(grade);
    if (grades.size() > RECENT) {
      grades.removeFirst();
    }
  }

  private LanguagePrompt begin(DifficultyLevel level, double words, int life) {
    int width = Math.toIntExact(plm.spec().width());
    try (NDManager manager = NDManager.newBaseManager()) {
      long[] rows = random.longs(PROMPT, 0, plm.spec().vocabulary()).toArray();
      NDArray start = plm.embed(manager.create(rows, new Shape(PROMPT)));
      return new LanguagePrompt(SyntheticLanguage.invent(random, width, level, words), start, life);
    }
  }
}
