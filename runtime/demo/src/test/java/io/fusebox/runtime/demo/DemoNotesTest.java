package io.fusebox.runtime.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoNotesTest {
  private static DemoResult result(String strategy, double overall) {
    return new DemoResult(strategy, 0, overall, Map.of(), List.of(), "", "");
  }

  @Test
  void eachControlIsExplainedAndTheStrategyComparedWithTheBlindOne() {
    assertEquals(
        List.of(
            "noprompt trained nothing: the 35.3 % that it gets right are what the language model"
                + " says by itself.",
            "blackimage trained on black images: the 42.9 % that it gets right are what the"
                + " words of the questions give away.",
            "promptfuse saw the images: it is 37.5 points above blackimage, and that is what it"
                + " sees."),
        DemoNotes.of(
            List.of(
                result("noprompt", 0.353),
                result("blackimage", 0.429),
                result("promptfuse", 0.804))));
  }

  @Test
  void withoutAControlThatIsBlindNothingIsClaimed() {
    assertEquals(
        1, DemoNotes.of(List.of(result("noprompt", 0.3), result("promptfuse", 0.8))).size());
  }
}
