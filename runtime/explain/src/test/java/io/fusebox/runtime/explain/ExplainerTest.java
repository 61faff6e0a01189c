package io.fusebox.runtime.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.weights.TrainedWeights;
import io.fusebox.runtime.explain.Part.Unit;
import io.fusebox.runtime.explain.gradients.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    try (Pipeline pipeline = home.assemble()) {
      return new Explainer(
              pipeline,
              new FeatureStore(folder.resolve("features")),
              TrainedWeights.initial(pipeline, 3))
          .explain(
              home.examples().get(4),
              Optional.ofNullable(answer),
              Rule.GAUSS_LEGENDRE,
              steps == 0 ? OptionalInt.empty() : OptionalInt.of(steps));
    }
  }

  @Test
  void names_prompts_features_and_words_in_the_order_of_the_input() {
    Explanation found = explain(null, 20);
    assertEquals(
        List.of("prompt", "image", "text"), found.parts().stream().map(Part::name).toList());
    assertEquals(4, found.parts().get(0).units().size());
    assertEquals(2, found.parts().get(1).units().size());
    List<String> words = found.words().get(0).units().stream().map(Unit::name).toList();
    assertEquals("<s>", words.get(0));
    assertTrue(words.containsAll(List.of("color", "the", "cat")), words.toString());
    assertEquals("</s>", words.get(words.size() - 1));
    assertTrue(found.parts().get(1).picture().isEmpty(), "a file of bytes is no picture");
    assertTrue(found.blended().isEmpty());
  }

  @Test
  void attributions_sum_to_what_the_input_adds_but_for_the_error_it_tells() {
    Explanation found = explain(null, 40);
    double sum = found.parts().stream().mapToDouble(Part::sum).sum();
    assertEquals(found.atInput() - found.atBaseline() + found.delta(), sum, 1e-4);
    assertEquals(1, found.parts().stream().mapToDouble(found::share).sum(), 1e-9);
  }

  @Test
  void takes_more_steps_until_it_is_complete() {
    Explanation rough = explain(" elephants", 2);
    assertEquals(2, rough.steps());
    Explanation fine = explain(" elephants", 0);
    assertTrue(fine.error() <= 0.01 || fine.steps() == 800, fine.completeness());
    assertEquals("elephant", fine.word());
    assertTrue(fine.steps() >= 50);
  }

  @Test
  void explains_a_label_of_a_verbalizer_and_refuses_another() throws IOException {
    home.pipeline("strategy: prompting\ntask: {verbalizer: {\"y\": \" yes\", \"n\": \" no\"}}");
    Explanation found = explain("n", 10);
    assertEquals("n", found.answer());
    assertEquals("no", found.word());
    assertEquals(1, found.probability() + explain("y", 10).probability(), 1e-5);
    String message = assertThrows(FuseboxException.class, () -> explain("no", 10)).getMessage();
    assertEquals("unknown label 'no'; did you mean n or y?; known: n, y", message);
  }
}
