package io.fusebox.runtime.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.pretrain.reading.Exercise;
import io.fusebox.runtime.worlds.scenes.DifficultyLevel;
import io.fusebox.runtime.worlds.scenes.QuestionAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurriculumTest {
  private static final List<Exercise> BATCH =
      List.of(
          new Exercise(List.of(), null, new QuestionAnswer("is there a red shape?", "yes")),
          new Exercise(List.of(), null, new QuestionAnswer("what color is it?", "red")));

  private final Curriculum curriculum = new Curriculum();

  private void hear(int times, boolean presence, boolean other, double languages) {
    for (int i = 0; i < times; i++) {
      curriculum.hear(BATCH, new boolean[] {presence, other}, languages);
    }
  }

  @Test
  void staysEasyWhileOneKindOfAnswerIsWrong() {
    hear(2000, true, false, 1);
    assertEquals(DifficultyLevel.FIRST, curriculum.level());
    assertFalse(curriculum.languages());
  }

  @Test
  void firstNegatesThenSpeaksInTonguesThenHardens() {
    hear(200, true, true, 1);
    assertTrue(curriculum.level().negated() > 0);
    assertFalse(curriculum.languages());
    hear(200, true, true, 1);
    assertEquals(0.5, curriculum.level().negated());
    assertTrue(curriculum.languages());
    assertEquals(0, curriculum.level().hardness());
    hear(2000, true, true, 1);
    assertEquals(0, curriculum.words());
    assertEquals(DifficultyLevel.FULL, curriculum.level());
  }

  @Test
  void waitsForTonguesToBeLearnt() {
    hear(2000, true, true, 0.3);
    assertTrue(curriculum.words() > 0.5, "words " + curriculum.words());
    assertEquals(0, curriculum.level().hardness());
  }
}
