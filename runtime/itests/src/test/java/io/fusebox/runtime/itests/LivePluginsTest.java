package io.fusebox.runtime.itests;

import static io.fusebox.runtime.itests.LiveHome.soon;
import static io.fusebox.runtime.itests.LiveHome.soonIs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.itests.plugins.BadEncoder;
import io.fusebox.runtime.itests.plugins.BrokenPlugin;
import io.fusebox.runtime.itests.plugins.OtherVit;
import io.fusebox.runtime.live.PipelineState;
import io.fusebox.runtime.live.Timeouts;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import io.fusebox.testkit.Await;
import io.fusebox.testkit.ProcessMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars and pipelines that come, change and go while a real Felix runs. */
class LivePluginsTest {
  private static final String BAD =
      "plm: embedded:bart-shapes\nmodalities:\n  image: {encoder: bad, deed: %s}\nstrategy: noprompt\n";

  @TempDir Path folder;
  private LiveHome live;
  private LiveFusebox box;
  private Path image;

  @BeforeEach
  void open() {
    live = LiveHome.in(folder);
    live.keepWeights("promptfuse");
    image = new QuestionWorld(1, 1, 5).in(folder.resolve("data")).resolve("test/0.png");
    box = live.open();
  }

  @AfterEach
  void close() {
    box.close();
    // What hangs goes on, and writes what it made, when it is no longer wanted.
    soon("every worker has ended", LivePluginsTest::noWorkerRuns);
  }

  private static boolean noWorkerRuns() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(t -> t.getName().startsWith("fusebox-worker"));
  }

  private String ask(String pipeline) {
    return box.pipeline(pipeline)
        .ask(Question.withText(Map.of(Modality.IMAGE, image), "what color is the shape?"))
        .text();
  }

  private String version(String id) {
    return box.plugins().find(ModalityEncoder.class, id).version();
  }

  private void soonRefused(Path jar, String words) {
    Await.until(
        jar + " refused: " + words,
        () -> box.plugins().refused(),
        all -> all.stream().anyMatch(r -> r.jar().equals(jar) && r.reason().contains(words)));
  }

  private Path dropBad() {
    return TestJar.bundle("bad")
        .plugin("bad", BadEncoder.Module.class)
        .drop(live.home().plugins().resolve("bad.jar"));
  }

  @Test
  void aPipelineIsThereWhenTheBoxIsOpen() {
    assertEquals(PipelineState.ACTIVE, box.pipeline("shapes").status().state());
    assertFalse(ask("shapes").isBlank());
  }

  @Test
  void aSecondLiveSystemIsRefusedAndTheFirstOneKeepsItsBundles() {
    String message = assertThrows(FuseboxException.class, () -> live.open()).getMessage();
    assertTrue(message.contains("runs already with the workspace"), message);
    assertTrue(message.contains("in this process; stop it"), message);
    assertTrue(Files.isDirectory(live.workspace().resolve("run/felix")));
    box.swapIn(live.jar("encoder-vit"));
    assertFalse(ask("shapes").isBlank());
    box.close();
    box = live.open();
    assertFalse(ask("shapes").isBlank());
  }

  @Test
  void aJarThatComesWakesAPipelineAndOneThatGoesLeavesItWaiting() throws IOException {
    live.pipeline("new", BAD.formatted("none"));
    soonIs(box.pipelines(), "new", "WAITING noprompt: it waits for the image encoder bad");
    Path jar = dropBad();
    soonIs(box.pipelines(), "new", "ACTIVE");
    ask("new");
    Files.delete(jar);
    soonIs(box.pipelines(), "new", "WAITING");
    assertEquals(PipelineState.ACTIVE, box.pipeline("shapes").status().state());
  }

  @Test
  void aChangedJarTakesEffectByItselfEvenWithTheSameVersion() {
    String before = version("vit");
    Path jar = live.jar("encoder-vit");
    TestJar.like(jar).plugin("vit", OtherVit.Module.class).drop(jar);
    soon("the new vit is live", () -> !version("vit").equals(before));
    assertEquals(before.split("\\+")[0], version("vit").split("\\+")[0]);
    assertEquals(PipelineState.ACTIVE, box.pipeline("shapes").status().state());
    ask("shapes");
  }

  @Test
  void aJarUnderANewNameReplacesOneThatGoes() throws IOException {
    Path old = live.jar("encoder-vit");
    Path renamed = live.home().plugins().resolve("vit-2.jar");
    TestJar.like(old).build(2).drop(renamed);
    soonRefused(renamed, "brings the plug-in vit, and so does " + old.getFileName());
    String before = version("vit");
    Files.delete(old);
    soonIs(box.pipelines(), "shapes", "ACTIVE");
    soon("the renamed jar is live", () -> box.plugins().refused().isEmpty());
    assertNotEquals(before, version("vit"));
    ask("shapes");
  }

  @Test
  void aHalfCopiedJarIsRefusedUntilItIsWhole() throws IOException {
    String before = version("vit");
    Path jar = live.jar("encoder-vit");
    byte[] whole = TestJar.like(jar).build(3).bytes();
    for (int share = 1; share < 4; share++) {
      Files.write(jar, Arrays.copyOf(whole, whole.length * share / 4));
      soonRefused(jar, "not a complete jar");
      assertEquals(before, version("vit"));
      ask("shapes");
    }
    Files.write(jar, whole);
    soon("the whole jar is live", () -> !version("vit").equals(before));
    assertTrue(box.plugins().refused().isEmpty());
  }

  @Test
  void aBundleUnderAnotherNameIsLeftAloneHoweverLongItLiesThere() throws IOException {
    String before = version("vit");
    byte[] other = TestJar.like(live.jar("encoder-vit")).build(5).bytes();
    Files.write(live.home().plugins().resolve("vit.jar.part"), other);
    Files.write(live.home().plugins().resolve(".vit.jar"), other);
    // What comes later and needs as many looks is live: they were looked at, and left.
    dropBad();
    soon("the later jar is live", () -> hasEncoder("bad"));
    String bad = version("bad");
    TestJar.bundle("bad")
        .plugin("bad", BadEncoder.Module.class)
        .build(2)
        .drop(live.home().plugins().resolve("bad.jar"));
    soon("the later jar is live again", () -> !version("bad").equals(bad));
    assertEquals(before, version("vit"));
    assertEquals(
        1,
        box.plugins().of(ModalityEncoder.class).stream().filter(f -> f.id().equals("vit")).count());
  }

  private boolean hasEncoder(String id) {
    return box.plugins().of(ModalityEncoder.class).stream().anyMatch(f -> f.id().equals(id));
  }

  @Test
  void whatIsNoBundleOrDoesNotStartOrHasAnotherContractIsRefused() {
    Path plugins = live.home().plugins();
    Path plain = TestJar.bundle("x").without("Bundle-SymbolicName").drop(plugins.resolve("a.jar"));
    Path broken =
        TestJar.bundle("broken").plugin("bad", BrokenPlugin.class).drop(plugins.resolve("b.jar"));
    Path newer =
        TestJar.bundle("newer")
            .plugin("bad", BadEncoder.Module.class)
            .header("Import-Package", "io.fusebox.api.encoder;version=\"[2.0,3)\"")
            .drop(plugins.resolve("c.jar"));
    Path lacking =
        TestJar.bundle("lacking")
            .plugin("bad", BadEncoder.Module.class)
            .header("Import-Package", "com.example.missing")
            .drop(plugins.resolve("d.jar"));
    soonRefused(plain, "not an OSGi bundle");
    soonRefused(broken, "this bundle is broken");
    soonRefused(newer, "another version of the contract");
    soonRefused(lacking, "com.example.missing");
    assertEquals(PipelineState.ACTIVE, box.pipeline("shapes").status().state());
  }

  @Test
  void aNewVersionThatDoesNotStartLeavesTheOldOneAnswering() {
    String answer = ask("shapes");
    String before = version("vit");
    Path jar = live.jar("encoder-vit");
    TestJar.like(jar).plugin("vit", BrokenPlugin.class).drop(jar);
    soonRefused(jar, "this bundle is broken");
    assertEquals(before, version("vit"));
    assertEquals(answer, ask("shapes"));
  }

  @Test
  void theSwapCommandRefusesABadJarAndWritesAGoodOneIntoTheWorkspace() throws IOException {
    Path outside = folder.resolve("outside.jar");
    Files.writeString(outside, "no jar");
    assertThrows(FuseboxException.class, () -> box.swapIn(outside));
    Path jar = live.jar("encoder-vit");
    byte[] other = TestJar.like(jar).build(4).bytes();
    Files.write(outside, other);
    String before = version("vit");
    Path own = live.workspace().resolve("plugins/outside.jar");
    assertEquals(own, box.swapIn(outside));
    assertNotEquals(before, version("vit"));
    assertTrue(Arrays.equals(other, Files.readAllBytes(own)));
    ask("shapes");
  }

  @Test
  void aPipelinesFileThatChangesOrGoesIsFollowed() throws IOException {
    Path copy = live.home().pipelines().resolve("copy.yaml");
    String yaml = Files.readString(live.home().pipelines().resolve("shapes.yaml"));
    Files.writeString(
        copy, yaml.replace("promptfuse", "noprompt").replace(", prompt-length: 20", ""));
    soonIs(box.pipelines(), "copy", "ACTIVE noprompt");
    assertTrue(
        box.pipelines().components().stream()
            .anyMatch(p -> p.startsWith("Plm bart") && p.endsWith("by 2")),
        box.pipelines().components().toString());
    Files.writeString(copy, "nonsense");
    soonIs(box.pipelines(), "copy", "ACTIVE noprompt: a newer version was refused");
    Files.delete(copy);
    soon(
        "copy is gone",
        () -> box.pipelines().all().stream().noneMatch(p -> p.name().equals("copy")));
  }

  @Test
  void badPluginsFailTheirOwnRequestsAlone() throws IOException {
    String good = ask("shapes");
    dropBad();
    for (String[] deed :
        new String[][] {
          {"throw", "bad luck"},
          {"shape", "shape (1, 96)"},
          {"nan", "not finite"}
        }) {
      live.pipeline(deed[0], BAD.formatted(deed[0]));
      soonIs(box.pipelines(), deed[0], "ACTIVE");
      FuseboxException failed = assertThrows(FuseboxException.class, () -> ask(deed[0]));
      assertTrue(failed.getMessage().contains("plug-in bad"), failed.getMessage());
      assertTrue(failed.getMessage().contains(deed[1]), failed.getMessage());
      assertEquals(good, ask("shapes"));
    }
  }

  @Test
  void aPluginThatHangsFailsItsOwnRequestsAndCanBeReplaced() throws IOException {
    box.close();
    Duration limit = Duration.ofSeconds(4);
    box = live.open(new Timeouts(limit, limit, Duration.ofSeconds(1), Duration.ofMinutes(2)));
    dropBad();
    live.pipeline("hang", BAD.formatted("hang"));
    soonIs(box.pipelines(), "hang", "ACTIVE");
    FuseboxException failed = assertThrows(FuseboxException.class, () -> ask("hang"));
    assertTrue(failed.getMessage().contains("plug-in bad"), failed.getMessage());
    assertTrue(failed.getMessage().contains("did not end"), failed.getMessage());
    soon("the good pipeline answers", () -> answers("shapes"));
    // The hang is still in the old bundle; that does not keep a new one from coming.
    String before = version("bad");
    TestJar.bundle("bad")
        .plugin("bad", BadEncoder.Module.class)
        .build(2)
        .drop(live.home().plugins().resolve("bad.jar"));
    soon("the new bundle is live", () -> !version("bad").equals(before));
    soon("the good pipeline still answers", () -> answers("shapes"));
  }

  /** On a busy machine a good answer, too, may come later than a short limit allows. */
  private boolean answers(String pipeline) {
    try {
      return !ask(pipeline).isBlank();
    } catch (FuseboxException e) {
      return false;
    }
  }

  @Test
  void whatAPluginLeaksDoesNotPileUp() throws IOException {
    dropBad();
    live.pipeline("leak", BAD.formatted("leak"));
    soonIs(box.pipelines(), "leak", "ACTIVE");
    long before = ProcessMemory.resident();
    for (int i = 0; i < 40; i++) {
      // Another file each time: features are kept, and the encoder is to be asked.
      Path other = folder.resolve(i + ".png");
      Files.copy(image, other, StandardCopyOption.REPLACE_EXISTING);
      Files.write(other, new byte[i + 1], java.nio.file.StandardOpenOption.APPEND);
      box.pipeline("leak").ask(Question.withText(Map.of(Modality.IMAGE, other), "what is it?"));
    }
    long grown = ProcessMemory.resident() - before;
    assertTrue(grown < 1L << 30, "grown by " + (grown >> 20) + " MB of the 2,560 MB leaked");
  }
}
