package io.fusebox.runtime.data.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.testkit.GoldenCase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class VqaAccuracyTest {
  private static final JsonNode REFERENCE = GoldenCase.of("vqa").json("cases.json");

  @TestFactory
  Stream<DynamicTest> givesTheOfficialScoreOfEveryReferenceCase() {
    return cases()
        .map(c -> DynamicTest.dynamicTest(c.get("id") + " " + c.get("prediction"), () -> check(c)));
  }

  private static void check(JsonNode c) {
    double percent = 100 * VqaAccuracy.of(c.get("prediction").asText(), texts(c.get("answers")));
    assertEquals(c.get("accuracy").asDouble(), percent, 0.005);
    assertEquals(
        c.get("normalized_prediction").asText(),
        AnswerNormalizer.normalize(c.get("prediction").asText()));
    assertEquals(
        texts(c.get("normalized_answers")),
        texts(c.get("answers")).stream().map(AnswerNormalizer::normalize).toList());
  }

  @Test
  void givesTheOfficialMeanOverAllReferenceCases() {
    double mean =
        cases()
            .mapToDouble(c -> VqaAccuracy.of(c.get("prediction").asText(), texts(c.get("answers"))))
            .average()
            .orElseThrow();
    assertEquals(65, cases().count());
    assertEquals(REFERENCE.get("overall").asDouble(), 100 * mean, 0.005);
  }

  @Test
  void normalisesTheAnswersOfPeopleWhoAgreeOnlyIfThereIsJustOne() {
    assertEquals(1, VqaAccuracy.of("Two.", List.of("two")));
    assertEquals(0, VqaAccuracy.of("three", List.of("two")));
    assertEquals(0, VqaAccuracy.of("Two.", Collections.nCopies(10, "two")));
    assertEquals(1, VqaAccuracy.of(" two\n", Collections.nCopies(10, "two")));
  }

  @Test
  void takesAnswersThatDifferOnlyInSpaceForTheSame() {
    List<String> answers = new ArrayList<>(Collections.nCopies(9, "yes"));
    answers.add(" yes\n");
    assertEquals(0, VqaAccuracy.of("Yes", answers));
    assertEquals(1, VqaAccuracy.of("yes", answers));
  }

  @Test
  void removesNoMoreThanThirtyTwoPeriodsAsTheReferenceDoes() {
    assertEquals(".".repeat(8) + "x", AnswerNormalizer.normalize(".".repeat(40) + "x"));
  }

  @Test
  void staysBetweenNoneAndAllForAnyText() {
    List<String> odd = List.of("", " ", "\u00a0", ",", "1,2", "\ud83d\ude00", "a.b", "'", "\u0000");
    for (String prediction : odd) {
      for (String answer : odd) {
        List<String> answers = new ArrayList<>(odd);
        answers.add(answer);
        double accuracy = VqaAccuracy.of(prediction, answers);
        assertTrue(accuracy >= 0 && accuracy <= 1, prediction + " / " + answer);
      }
    }
  }

  private static Stream<JsonNode> cases() {
    List<JsonNode> cases = new ArrayList<>();
    REFERENCE.get("cases").forEach(cases::add);
    return cases.stream();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(t -> texts.add(t.asText()));
    return texts;
  }
}
