package io.fusebox.runtime.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.metrics.ScoreCounter;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.experiments.Arm;
import io.fusebox.runtime.experiments.Arm.Kind;
import io.fusebox.runtime.experiments.ExperimentFile;
import io.fusebox.runtime.experiments.ExperimentGrid;
import io.fusebox.runtime.experiments.ExperimentResults;
import io.fusebox.runtime.experiments.ResultRow;
import io.fusebox.runtime.experiments.RunOutcome;
import io.fusebox.runtime.experiments.SampleStatistics;
import io.fusebox.runtime.tasks.GenerationTaskType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ReportTest {
  private static final String HOSTILE = "<script>alert(\"&\")</script> | **a** \u0007?";

  @TempDir Path folder;
  private ExperimentResults results;

  @BeforeEach
  void makeResults() throws IOException {
    Path image = folder.resolve("a.png");
    ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    Example example =
        Example.of("e", Question.withText(Map.of(Modality.IMAGE, image), HOSTILE), "yes", "yes/no");
    Dataset data = Dataset.of("data <b>", folder, List.of(example));
    Path file = Files.writeString(folder.resolve("my.yaml"), "shots: [128]\nseeds: [0, 1]\n");
    Arm guess = new Arm("majority", "", Kind.BASELINE, Optional.empty());
    Arm strategy = new Arm("linear+promptfuse", "", Kind.STRATEGY, Optional.<PipelineSpec>empty());
    Arm ablation = new Arm("promptfuse", "x=<i>", Kind.ABLATION, Optional.<PipelineSpec>empty());
    ExperimentGrid grid =
        new ExperimentGrid(
            ExperimentFile.read(file),
            new GenerationTaskType(),
            List.of(guess, strategy, ablation),
            List.of(),
            data,
            data);
    results =
        new ExperimentResults(
            grid,
            List.of(
                row(guess, 0, 0.99, List.of()),
                row(strategy, 590_592, 0.777, List.of(3f, 2f, 1f)),
                row(ablation, 15_360, 0.5, List.of(3f, 2.5f, 2f))));
  }

  private static ResultRow row(Arm arm, long trainable, double mean, List<Float> losses) {
    ScoreCounter tally = new ScoreCounter();
    tally.add("yes/no", "yes", "yes", List.of("yes"));
    RunOutcome outcome = new RunOutcome(losses, List.of("<u>no</u>"), tally.scores());
    Map<String, SampleStatistics> scores =
        Map.of(ResultRow.OVERALL, new SampleStatistics(mean, 0.0123, 2));
    return new ResultRow(arm, 128, trainable, scores, List.of(outcome, outcome));
  }

  private String page() throws IOException {
    Path page = folder.resolve("report.html");
    HtmlReport.write(page, results);
    return Files.readString(page);
  }

  @Test
  void markdownGivesMeanDeviationAndParametersAndMarksTheBestButNoBaseline() {
    String report = MarkdownReport.of(results);
    assertTrue(report.contains("| strategy | trainable | overall |"), report);
    assertTrue(report.contains("| majority |  | 99.0 ± 1.2 |"), report);
    assertTrue(report.contains("| linear+promptfuse | 590,592 | **77.7 ± 1.2** |"), report);
    assertTrue(report.contains("| promptfuse, x=\\<i\\> | 15,360 | 50.0 ± 1.2 |"), report);
  }

  @Test
  void thePageIsWellFormedAndNeedsNothingFromElsewhere() throws Exception {
    String page = page();
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document document =
        factory.newDocumentBuilder().parse(new ByteArrayInputStream(page.getBytes("UTF-8")));
    assertEquals(0, document.getElementsByTagName("script").getLength());
    assertEquals(0, document.getElementsByTagName("link").getLength());
    // By strategy, by ablation, against parameters, two images of learning curves.
    assertEquals(5, document.getElementsByTagNameNS("*", "svg").getLength());
    assertFalse(page.replaceAll("xmlns(:xlink)?=\"[^\"]*\"", "").contains("http"), page);
  }

  @Test
  void whatStrangersWroteIsShownAndNotRun() throws IOException {
    String page = page();
    assertTrue(page.contains("&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;"));
    assertTrue(page.contains("&lt;u&gt;no&lt;/u&gt;"));
    assertTrue(page.contains("promptfuse, x=&lt;i&gt;"));
    assertFalse(page.contains("<script") || page.contains("<u>") || page.contains("<i>"));
  }

  @Test
  void imagesAreInThePageWithWhatEachStrategyAnswered() throws IOException {
    String page = page();
    assertTrue(page.contains("src=\"data:image/png;base64,"));
    assertTrue(page.contains("<dt>linear+promptfuse</dt><dd class=\"wrong\">"), page);
  }

  @Test
  void whatThePlotsSayFollowsTheColoursOfThePage() throws IOException {
    String page = page();
    assertTrue(page.contains("currentColor"));
    assertFalse(page.contains("rgb(1,2,3)"));
  }
}
