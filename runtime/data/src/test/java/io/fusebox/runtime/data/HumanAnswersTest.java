package io.fusebox.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class HumanAnswersTest {
  @Test
  void theFirstOfTheMostFrequentIsTaken() {
    assertEquals("b", HumanAnswers.mostFrequent(List.of("a", "b", "c", "b")));
    assertEquals("c", HumanAnswers.mostFrequent(List.of("c", "a", "a", "c")));
    assertEquals("", HumanAnswers.mostFrequent(List.of()));
  }
}
