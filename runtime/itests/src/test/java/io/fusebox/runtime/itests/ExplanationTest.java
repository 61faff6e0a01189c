package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.explain.ExplainedSegment;
import io.fusebox.runtime.explain.Explainer;
import io.fusebox.runtime.explain.Explanation;
import io.fusebox.runtime.explain.ExplanationDrawing;
import io.fusebox.runtime.explain.ExplanationPage;
import io.fusebox.runtime.explain.gradients.QuadratureRule;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Explanations with the embedded models and the real bundles, before any training. */
class ExplanationTest {
  @TempDir Path folder;
  private Path image;

  @BeforeEach
  void drawImage() {
    image = new QuestionWorld(1, 1, 4).in(folder).resolve("test/0.png");
  }

  private Explanation explain(Fusebox box, Pipeline pipeline) {
    Question question =
        Question.withText(Map.of(Modality.IMAGE, image), "what color is the shape?");
    return new Explainer(pipeline, box.features(), WeightValues.initial(pipeline, 0))
        .explain(question, Optional.of("red"), QuadratureRule.GAUSS_LEGENDRE, OptionalInt.of(20));
  }

  @ParameterizedTest
  @CsvSource({
    "promptfuse,        prompt image text",
    "blindprompt,       prompt image text",
    "linear+promptfuse, prompt image text",
    "linear,            image text",
    "noprompt,          image text",
    "jointproj,         text",
    "mlp,               image text",
    "linear+prefix,     image text",
  })
  void everyStrategysInputIsAttributedPositionByPosition(String strategy, String parts) {
    try (Fusebox box = Fusebox.open(FuseboxHome.current(), folder.resolve("workspace"));
        Pipeline pipeline = box.assemble(box.spec("shapes").withStrategy(strategy))) {
      Explanation found = explain(box, pipeline);
      assertEquals(
          List.of(parts.split(" ")), found.parts().stream().map(ExplainedSegment::name).toList());
      assertEquals(strategy.equals("jointproj"), found.blend().isPresent());
      double sum = found.parts().stream().mapToDouble(ExplainedSegment::sum).sum();
      assertEquals(found.atInput() - found.atBaseline() + found.delta(), sum, 1e-3);
      for (ExplainedSegment image : found.parts()) {
        if (image.name().equals("image")) {
          assertEquals(image.units().size() - 1, image.patches().size(), "patches");
        }
      }
      ExplanationPage.write(folder.resolve("out/page.html"), found);
      ExplanationDrawing.write(folder.resolve("out/page.png"), found);
    }
  }

  @Test
  void pooledFeaturesHaveNoHeatMap() throws IOException {
    hasNoHeatMap("features: sequence", "features: pooled");
  }

  /** The encoder gives 17 features as well, but it is not they that the PLM reads. */
  @Test
  void resampledFeaturesHaveNoHeatMap() throws IOException {
    hasNoHeatMap("{id: promptfuse, prompt-length: 20}", "{id: resampler, queries: 17}");
  }

  private void hasNoHeatMap(String shipped, String instead) throws IOException {
    String shapes =
        Files.readString(FuseboxHome.current().root().resolve("etc/pipelines/shapes.yaml"));
    assertTrue(shapes.contains(shipped), shapes);
    Path file = Files.writeString(folder.resolve("other.yaml"), shapes.replace(shipped, instead));
    try (Fusebox box = Fusebox.open(FuseboxHome.current(), folder.resolve("workspace"));
        Pipeline pipeline = box.assemble(box.spec(file.toString()))) {
      Explanation found = explain(box, pipeline);
      Path page = folder.resolve("out/page.html");
      ExplanationPage.write(page, found);
      String html = Files.readString(page);
      assertTrue(html.contains("there is no heat map"), html);
      assertFalse(html.contains("heat map over"), html);
    }
  }
}
