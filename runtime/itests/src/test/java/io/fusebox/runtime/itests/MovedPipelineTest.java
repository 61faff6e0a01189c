package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.workspace.archive.PipelineExport;
import io.fusebox.runtime.workspace.archive.PipelineImport;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines go from one installation and workspace to another, and answer there as they did. */
class MovedPipelineTest {
  @TempDir Path folder;
  private LiveHome from;
  private LiveHome to;
  private Path archive;
  private Question question;

  @BeforeEach
  void install() {
    from = LiveHome.in(folder.resolve("from"));
    to = LiveHome.in(folder.resolve("to"));
    archive = folder.resolve("moved.fusebox");
    Path world = new QuestionWorld(2, 1, 5).in(folder.resolve("world"));
    question =
        Question.withText(
            Map.of(Modality.IMAGE, world.resolve("test/0.png")), "what color is the shape?");
  }

  private static Answer ask(LiveHome at, String pipeline, Question question) {
    try (Fusebox box = Fusebox.open(at.home(), at.workspace())) {
      return box.ask(box.spec(pipeline), question).answer();
    }
  }

  /** Gives a pipeline weights of its own, and exports it. */
  private Answer export(String pipeline, int seed, boolean models, boolean plugins) {
    try (Fusebox box = Fusebox.open(from.home(), from.workspace())) {
      PipelineSpec spec = box.spec(pipeline);
      try (Pipeline assembled = box.assemble(spec)) {
        WeightFile.save(
            box.versions(spec).liveFile(assembled),
            assembled,
            WeightValues.initial(assembled, seed),
            Map.of());
      }
      new PipelineExport(box, models, plugins).write(pipeline, "test", archive);
      return box.ask(spec, question).answer();
    }
  }

  private List<String> take(Optional<String> as, boolean replace, boolean plugins) {
    return new PipelineImport(
            to.home(), new Workspace(to.workspace()), as, replace, plugins, Map.of())
        .install(archive);
  }

  private List<String> files() throws IOException {
    if (!Files.exists(to.workspace())) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(to.workspace())) {
      return all.filter(Files::isRegularFile)
          .map(f -> to.workspace().relativize(f).toString())
          .filter(f -> !f.endsWith(".lock") && !f.startsWith("cache"))
          .sorted()
          .toList();
    }
  }

  private void refuses(boolean plugins, String... parts) throws IOException {
    List<String> before = files();
    String message =
        assertThrows(FuseboxException.class, () -> take(Optional.empty(), false, plugins))
            .getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
    assertEquals(before, files());
  }

  @Test
  void aShippedPipelineAnswersThereAsItDidHereAndLeavesOthersAlone() throws IOException {
    Answer here = export("shapes", 3, false, false);
    take(Optional.empty(), false, false);
    assertEquals(here, ask(to, "shapes", question));
    assertFalse(Files.exists(to.workspace().resolve("pipelines/shapes.yaml")), "as it is shipped");
    take(Optional.empty(), false, false); // what is there already is no other one
    Answer other = export("shapes", 4, false, false);
    refuses(false, "another pipeline shapes", "--as", "--replace");
    assertEquals(here, ask(to, "shapes", question));
    take(Optional.of("other"), false, false);
    assertEquals(other, ask(to, "other", question));
    assertEquals(here, ask(to, "shapes", question));
    take(Optional.empty(), true, false);
    assertEquals(other, ask(to, "shapes", question));
  }

  @Test
  void modelsAndPluginsThatAreMissingAreNamedOrComeWithThePipeline() throws IOException {
    Path models = Files.createDirectories(from.workspace().resolve("of-mine"));
    for (String model : List.of("bart-shapes", "vit-shapes")) {
      Path copy = Files.createDirectories(models.resolve(model));
      try (Stream<Path> files = Files.list(from.home().models().resolve(model))) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
    Path own = Files.createDirectories(from.workspace().resolve("pipelines"));
    Files.writeString(
        own.resolve("mine.yaml"),
        "# of mine\nplm: ../of-mine/bart-shapes\n"
            + "inputs:\n  image: {encoder: vit, model: ../of-mine/vit-shapes, features: sequence}\n"
            + "strategy: {id: promptfuse, prompt-length: 3}\n"
            + "task: {verbalizer: {\"yes\": \"yes\", \"no\": \"no\"}}\n");
    Files.delete(to.jar("encoder-vit"));
    export("mine", 3, false, false);
    Path away = folder.resolve("away");
    Files.move(models, away);
    refuses(true, "the model 'bart-shapes'", "--models", "--model bart-shapes=FOLDER");
    Files.move(away, models);
    refuses(true, "the plug-in vit", "export again with --plugins");
    Answer here = export("mine", 5, true, true);
    Files.move(models, away);
    refuses(false, "the plug-in vit", "give --plugins");
    List<String> done = take(Optional.empty(), false, true);
    assertEquals(5, done.size(), done.toString());
    assertEquals(here, ask(to, "mine", question));
    assertTrue(Files.exists(to.workspace().resolve("plugins/vit.jar")), files().toString());
    assertFalse(Files.exists(to.workspace().resolve("plugins/bart.jar")), files().toString());
  }
}
