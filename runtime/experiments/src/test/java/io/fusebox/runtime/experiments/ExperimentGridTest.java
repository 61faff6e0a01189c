package io.fusebox.runtime.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentGridTest {
  @TempDir Path folder;
  private TinyExperiment tiny;

  @BeforeEach
  void writeHome() {
    tiny = TinyExperiment.in(folder);
  }

  private ExperimentGrid grid(String yaml) {
    return tiny.grid("baselines: [majority]\nshots: [4]\n" + yaml);
  }

  private static List<String> labels(ExperimentGrid grid) {
    return grid.arms().stream().map(Arm::label).toList();
  }

  @Test
  void everyStrategyRunsWithEveryNumberOfShotsAndEverySeed() {
    ExperimentGrid grid =
        tiny.grid(
            "strategies: [prompting, cutting+prompting]\nshots: [2, 4]\nseeds: [0, 1, 2]\n"
                + "baselines: [majority, question-only]");
    assertEquals(
        List.of("majority", "question-only", "prompting", "cutting+prompting"), labels(grid));
    assertEquals(2 * 2 * 3, grid.distinct().size());
    assertEquals("prompting, 2 shots, seed 0", grid.runs().get(0).title());
    assertEquals(4 * 32, grid.runs().get(0).trainable());
    assertEquals(4 * 32 + 1, grid.runs().get(6).trainable());
    assertEquals("2", grid.runs().get(0).keyEntries().get("run.plan.shots"));
    assertEquals("random", grid.runs().get(0).keyEntries().get("run.plan.sampling"));
  }

  @Test
  void anAblationChangesOneSettingOfEachStrategyThatHasIt() {
    ExperimentGrid grid =
        grid(
            "strategies: [prompting, blanks]\n"
                + "ablations: {prompting.prompt-length: [1, 2], positions: [continuous]}");
    assertEquals(
        List.of(
            "majority",
            "prompting",
            "blanks",
            "prompting, prompting.prompt-length=1",
            "prompting, prompting.prompt-length=2",
            "prompting, positions=continuous",
            "blanks, positions=continuous"),
        labels(grid));
    assertEquals(
        List.of(128L, 128L, 32L, 64L, 128L, 128L),
        grid.runs().stream().map(ExperimentRun::trainable).toList());
  }

  @Test
  void everyStrategyRunsInEveryPipeline() throws IOException {
    ExperimentGrid grid = severalPipelines("positions: continuous");
    assertEquals(
        List.of("majority", "tiny: prompting", "tiny: blanks", "other: prompting", "other: blanks"),
        labels(grid));
    assertEquals(4, grid.distinct().size());
    ExperimentGrid alone = grid("strategies: [prompting, blanks]");
    assertEquals(
        alone.distinct().keySet(),
        Set.copyOf(List.copyOf(grid.distinct().keySet()).subList(0, 2)),
        "a run is the same whatever it is compared with");
  }

  @Test
  void onePipelinesTableHasOneKindOfScores() {
    String message =
        assertThrows(
                FuseboxException.class,
                () -> severalPipelines("task: {verbalizer: {\"yes\": \"a\"}}"))
            .getMessage();
    assertTrue(message.contains("must have the same task"), message);
  }

  private ExperimentGrid severalPipelines(String line) throws IOException {
    String text = Files.readString(tiny.home().folder().resolve("tiny.yaml"));
    Path other =
        Files.writeString(tiny.home().folder().resolve("other.yaml"), text + "\n" + line + "\n");
    return tiny.grid(
        "baselines: [majority]\nshots: [4]\npipeline: [tiny, other]\n"
            + "strategies: [prompting, blanks]",
        List.of(tiny.pipeline(), PipelineFile.read(other, tiny.home().folder())));
  }

  @Test
  void aSubsetIsARowThatIsTrainedAndAskedWithThesePartsAlone() {
    ExperimentGrid grid = grid("strategies: [prompting]\nsubsets: [text, [image]]");
    assertEquals(
        List.of("majority", "prompting", "prompting, text only", "prompting, image only"),
        labels(grid));
    assertEquals(3, grid.distinct().size());
    Arm image = grid.arms().get(3);
    assertTrue(
        image.of(grid.test()).examples().stream()
            .allMatch(e -> e.text().isEmpty() && e.files().size() == 1));
  }

  @Test
  void anUnknownPartOfASubsetIsRefusedWithNearMisses() {
    String message =
        assertThrows(FuseboxException.class, () -> grid("subsets: [[text, imag]]")).getMessage();
    assertTrue(message.contains("imag") && message.contains("image"), message);
  }

  @Test
  void aSettingWithoutItsOwnerIsThatOfEveryPartThatHasIt() {
    ExperimentGrid grid = grid("strategies: [prompting, blanks]\nablations: {prompt-length: [2]}");
    assertEquals(
        List.of(128L, 128L, 64L, 64L), grid.runs().stream().map(ExperimentRun::trainable).toList());
  }

  @Test
  void aValueThatTheStrategyHasAnywayIsARowButNoRunOfItsOwn() {
    ExperimentGrid grid = grid("strategies: [prompting]\nablations: {prompt-length: [4, 2]}");
    assertEquals(4, grid.arms().size());
    assertEquals(2, grid.distinct().size());
  }

  @Test
  void whateverDecidesAResultDecidesTheKey() {
    List<String> each =
        List.of(
            "strategies: [prompting]",
            "strategies: [prompting]\nseeds: [1]",
            "strategies: [prompting]\ntraining: {epochs: 2}",
            "strategies: [prompting]\ntraining: {sampling: balanced}",
            "strategies: [{id: prompting, prompt-length: 5}]",
            "strategies: [blanks]");
    assertEquals(
        each.size(),
        each.stream().map(y -> grid(y).runs().get(0).key()).collect(Collectors.toSet()).size());
    assertEquals(grid(each.get(0)).runs().get(0).key(), grid(each.get(0)).runs().get(0).key());
    assertNotEquals("", grid(each.get(0)).runs().get(0).key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "strategies: [prompting, promting]|did you mean prompting?",
        "strategies: [prompting+cutting]|cannot be followed by cutting",
        "strategies: [{id: prompting, prompt-lenght: 3}]|did you mean prompt-length?",
        "ablations: {prompt-lenght: [3]}|did you mean prompt-length",
        "ablations: {prompt-length: [many]}|must be a whole number, found 'many'",
        "ablations: {positions: [segmented]}|must be one of segment, continuous",
        "ablations: {image.width: [48]}|width 48",
        "seeds: []|must name at least one each"
      })
  void whatCannotRunIsRefusedBeforeAnythingRuns(String yaml, String words) {
    String message = assertThrows(FuseboxException.class, () -> grid(yaml)).getMessage();
    assertTrue(message.contains(words), message);
  }

  @Test
  void moreShotsThanThereAreExamplesAreRefused() {
    String message =
        assertThrows(FuseboxException.class, () -> tiny.grid("shots: [4, 9]\nbaselines: []"))
            .getMessage();
    assertTrue(message.contains("9 shots are asked for, but tiny holds 8"), message);
  }

  @Test
  void aGridThatWouldTakeWeeksIsRefusedWithItsSize() {
    String seeds =
        LongStream.range(0, 100).mapToObj(Long::toString).collect(Collectors.joining(","));
    String lengths = seeds.replaceFirst("0,", "");
    String message =
        assertThrows(
                FuseboxException.class,
                () -> grid("seeds: [" + seeds + "]\nablations: {prompt-length: [" + lengths + "]}"))
            .getMessage();
    assertTrue(message.contains("10100 runs") && message.contains("at most 2000"), message);
  }
}
