package io.fusebox.runtime.itests;

import static io.fusebox.runtime.itests.LiveHome.soon;
import static io.fusebox.runtime.itests.LiveHome.soonIs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.host.PluginHost;
import io.fusebox.runtime.itests.plugins.BadEncoder;
import io.fusebox.runtime.itests.plugins.BrokenPlugin;
import io.fusebox.runtime.itests.plugins.OtherVit;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import io.fusebox.toolkit.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plug-ins and pipelines of one's own live in the workspace, and nothing in the installation
 * changes, whatever is done.
 */
class OwnPluginsTest {
  @TempDir Path folder;
  private LiveHome live;
  private Path plugins;
  private Path pipelines;
  private Path image;
  private Map<String, String> installation;

  @BeforeEach
  void install() throws IOException {
    live = LiveHome.in(folder);
    live.keepWeights("promptfuse");
    plugins = Files.createDirectories(live.workspace().resolve("plugins"));
    pipelines = live.workspace().resolve("pipelines");
    image = new QuestionWorld(1, 1, 1).in(folder.resolve("world")).resolve("test/0.png");
    installation = installation();
  }

  @AfterEach
  void theInstallationIsAsItWas() throws IOException {
    assertEquals(installation, installation());
  }

  /** Every file and folder that is not linked, with its time and its content. */
  private Map<String, String> installation() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(live.home().root())) {
      for (Path each : files.toList()) {
        all.put(each.toString(), Files.getLastModifiedTime(each) + content(each));
      }
    }
    return all;
  }

  private static String content(Path file) throws IOException {
    return Files.isRegularFile(file) ? Sha256.hex(Files.readAllBytes(file)) : "";
  }

  private String ask(LiveFusebox box) {
    return box.pipeline("shapes")
        .ask(Question.withText(Map.of(Modality.IMAGE, image), "what color is the shape?"))
        .text();
  }

  private static String version(PluginHost plugins) {
    return plugins.find(ModalityEncoder.class, "vit").version();
  }

  /** The file that a command of its own takes for a pipeline's name. */
  private Path file(String pipeline) {
    try (Fusebox box = Fusebox.open(live.home(), live.workspace())) {
      return box.pipelineFile(pipeline);
    }
  }

  private void dropOtherVit() {
    TestJar.like(live.jar("encoder-vit"))
        .plugin("vit", OtherVit.Module.class)
        .drop(plugins.resolve("my-vit.jar"));
  }

  @Test
  void anOwnJarReplacesTheShippedOneOfItsPluginWhileItIsThere() throws IOException {
    try (LiveFusebox box = live.open()) {
      String shipped = version(box.plugins());
      String answer = ask(box);
      dropOtherVit();
      soon("the own vit is live", () -> !version(box.plugins()).equals(shipped));
      List<PluginHost.Replaced> replaced =
          List.of(new PluginHost.Replaced(live.jar("encoder-vit"), plugins.resolve("my-vit.jar")));
      assertEquals(replaced, box.plugins().replaced());
      assertEquals(List.of(), box.plugins().refused());
      ask(box);
      Files.delete(plugins.resolve("my-vit.jar"));
      soon("the shipped vit is live again", () -> version(box.plugins()).equals(shipped));
      assertEquals(answer, ask(box));
      assertEquals(List.of(), box.plugins().replaced());
      assertEquals(
          1,
          box.plugins().of(ModalityEncoder.class).stream()
              .filter(f -> f.id().equals("vit"))
              .count());
    }
  }

  @Test
  void anOwnJarThatBecomesAnotherPluginLetsTheShippedOneReturn() {
    dropOtherVit();
    try (LiveFusebox box = live.open()) {
      String own = version(box.plugins());
      TestJar.bundle("bad")
          .plugin("bad", BadEncoder.Module.class)
          .drop(plugins.resolve("my-vit.jar"));
      soon("the shipped vit is live again", () -> !version(box.plugins()).equals(own));
      assertTrue(box.plugins().registered().stream().anyMatch(f -> f.id().equals("bad")));
      ask(box);
    }
  }

  @Test
  void anOwnJarThatDoesNotStartLeavesTheShippedOneAnswering() {
    try (LiveFusebox box = live.open()) {
      String shipped = version(box.plugins());
      TestJar.like(live.jar("encoder-vit"))
          .plugin("vit", BrokenPlugin.class)
          .drop(plugins.resolve("my-vit.jar"));
      soon("it is refused", () -> !box.plugins().refused().isEmpty());
      assertEquals(shipped, version(box.plugins()));
      ask(box);
    }
  }

  @Test
  void twoJarsThatAreSwappedInUnderOneNameLiveSideBySide() throws IOException {
    Path jar = folder.resolve("target.jar");
    try (LiveFusebox box = live.open()) {
      Files.write(jar, TestJar.like(live.jar("encoder-vit")).build(1).bytes());
      assertEquals(plugins.resolve("target.jar"), box.swapIn(jar));
      Files.write(jar, TestJar.like(live.jar("promptfuse")).build(1).bytes());
      assertEquals(plugins.resolve("promptfuse.jar"), box.swapIn(jar));
      Files.write(jar, TestJar.like(live.jar("encoder-vit")).build(2).bytes());
      assertEquals(plugins.resolve("target.jar"), box.swapIn(jar));
      ask(box);
    }
    try (LiveFusebox box = live.open()) {
      assertEquals(2, box.plugins().replaced().size());
      ask(box);
    }
  }

  @Test
  void anOwnPipelineComesBeforeTheShippedOneOfItsName() throws IOException {
    String yaml = Files.readString(live.home().pipelines().resolve("shapes.yaml"));
    try (LiveFusebox box = live.open()) {
      soonIs(box.pipelines(), "shapes", "ACTIVE promptfuse");
      Path own = pipelines.resolve("shapes.yaml");
      Files.writeString(
          own, yaml.replace("promptfuse", "noprompt").replace(", prompt-length: 20", ""));
      soonIs(box.pipelines(), "shapes", "ACTIVE noprompt");
      assertEquals(own, file("shapes"));
      Files.delete(own);
      soonIs(box.pipelines(), "shapes", "ACTIVE promptfuse");
      ask(box);
    }
  }

  @Test
  void aCommandOfItsOwnFindsThemToo() throws IOException {
    String shipped;
    try (Fusebox box = Fusebox.open(live.home(), live.workspace())) {
      shipped = version(box.plugins());
    }
    dropOtherVit();
    Files.writeString(
        pipelines.resolve("mine.yml"),
        Files.readString(live.home().pipelines().resolve("shapes.yaml")));
    try (Fusebox box = Fusebox.open(live.home(), live.workspace())) {
      assertNotEquals(shipped, version(box.plugins()));
      assertEquals(1, box.plugins().replaced().size());
      assertEquals("mine", box.spec("mine").name());
    }
  }

  @Test
  void aWorkspaceWithCommasIsWatched() throws IOException {
    LiveHome odd = new LiveHome(live.home(), folder.resolve("a, b"));
    try (LiveFusebox box = odd.open()) {
      Files.writeString(
          odd.workspace().resolve("pipelines/mine.yaml"),
          "plm: embedded:bart-shapes\nstrategy: noprompt\n");
      soonIs(box.pipelines(), "mine", "ACTIVE noprompt");
    }
    assertFalse(Files.exists(folder.resolve("a")));
  }
}
