package io.fusebox.runtime.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.explain.ExplainedSegment.Unit;
import io.fusebox.runtime.explain.gradients.QuadratureRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainerTest {
  @TempDir Path folder;
  private TinyHome home;

  @BeforeEach
  void writeHome() {
    home = TinyHome.in(folder);
  }

  private Explanation explain(String answer, int steps) {
    return explain(home.examples().get(4).question(), answer, steps);
  }

  private Explanation explain(Question question, String answer, int steps) {
    try (Pipeline pipeline = home.assemble()) {
      return new Explainer(
              pipeline,
              new FeatureStore(folder.resolve("features")),
              WeightValues.initial(pipeline, 3))
          .explain(
              question,
              Optional.ofNullable(answer),
              QuadratureRule.GAUSS_LEGENDRE,
              steps == 0 ? OptionalInt.empty() : OptionalInt.of(steps));
    }
  }

  @Test
  void namesPromptsFeaturesAndWordsInTheOrderOfTheInput() {
    Explanation found = explain(null, 20);
    assertEquals(
        List.of("prompt", "image", "text"),
        found.parts().stream().map(ExplainedSegment::name).toList());
    assertEquals(4, found.parts().get(0).units().size());
    assertEquals(2, found.parts().get(1).units().size());
    List<String> words = found.words().get(0).units().stream().map(Unit::name).toList();
    assertEquals("<s>", words.get(0));
    assertTrue(words.containsAll(List.of("color", "the", "cat")), words.toString());
    assertEquals("</s>", words.get(words.size() - 1));
    assertTrue(found.parts().get(1).image().isEmpty(), "a file of bytes is not an image");
    assertTrue(found.blended().isEmpty());
  }

  @Test
  void everyFileOfAnInputIsAPartOfItsOwn() {
    List<Path> files = List.of(folder.resolve("0.bin"), folder.resolve("3.bin"));
    Question question = Question.withFiles(Map.of("image", files), "is it so?");
    Explanation found = explain(question, null, 10);
    assertEquals(
        List.of("prompt", "image 1", "image 2", "text"),
        found.parts().stream().map(ExplainedSegment::name).toList());
    assertEquals(2, found.parts().get(1).units().size());
    assertEquals(2, found.parts().get(2).units().size());
    double sum = found.parts().stream().mapToDouble(ExplainedSegment::sum).sum();
    assertEquals(found.atInput() - found.atBaseline() + found.delta(), sum, 1e-4);
  }

  @Test
  void featuresThatAreOfAllFilesAreOnePart() throws IOException {
    home.pipeline("strategy: [mixing, prompting]");
    List<Path> files = List.of(folder.resolve("0.bin"), folder.resolve("3.bin"));
    Explanation found = explain(Question.withFiles(Map.of("image", files), "is it so?"), null, 10);
    assertEquals(
        List.of("prompt", "image", "text"),
        found.parts().stream().map(ExplainedSegment::name).toList());
  }

  @Test
  void attributionsSumToWhatTheInputAddsButForTheErrorItTells() {
    Explanation found = explain(null, 40);
    double sum = found.parts().stream().mapToDouble(ExplainedSegment::sum).sum();
    assertEquals(found.atInput() - found.atBaseline() + found.delta(), sum, 1e-4);
    assertEquals(1, found.parts().stream().mapToDouble(found::share).sum(), 1e-9);
  }

  @Test
  void takesMoreStepsUntilItIsComplete() {
    Explanation rough = explain(" elephants", 2);
    assertEquals(2, rough.steps());
    Explanation fine = explain(" elephants", 0);
    assertTrue(fine.error() <= 0.01 || fine.steps() == 800, fine.completeness());
    assertEquals("elephant", fine.word());
    assertTrue(fine.steps() >= 50);
  }

  @Test
  void explainsALabelOfAVerbalizerAndRefusesAnother() throws IOException {
    home.pipeline("strategy: prompting\ntask: {verbalizer: {\"y\": \" yes\", \"n\": \" no\"}}");
    Explanation found = explain("n", 10);
    assertEquals("n", found.answer());
    assertEquals("no", found.word());
    assertEquals(1, found.probability() + explain("y", 10).probability(), 1e-5);
    String message = assertThrows(FuseboxException.class, () -> explain("no", 10)).getMessage();
    assertEquals("unknown label 'no'; did you mean n or y?; known: n, y", message);
  }
}
