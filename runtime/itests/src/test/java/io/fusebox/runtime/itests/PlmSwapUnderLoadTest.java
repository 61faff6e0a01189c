package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.itests.plugins.OtherLlama;
import io.fusebox.testkit.Await;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.testkit.ProcessMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The PLM itself is replaced while four threads ask: its bundle, and the PLM that a pipeline's file
 * names. {@code -Dfusebox.swaps=1000} replaces the bundle as often.
 */
class PlmSwapUnderLoadTest {
  private static final int SWAPS = Integer.getInteger("fusebox.swaps", 40);
  private static final int EDITS = 20;
  private static final int QUIET_REQUESTS = 50;
  private static final String QUESTION = "what is it?";
  private static final String NAME = "spoken";
  private static final String YAML =
      """
      plm: %s
      inputs:
        image: {encoder: dinov2, model: %s}
      strategy: noprompt
      """;

  @TempDir Path folder;
  private LiveHome live;
  private LiveBundles bundles;
  private LiveFusebox box;
  private List<Path> images;
  private Path llama;
  private Path qwen;
  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

  @Test
  void everyAnswerIsTheOldPlmsOrTheNewOnesAndNothingIsLeft() throws Exception {
    live = LiveHome.in(folder);
    Files.delete(live.home().pipelines().resolve("shapes.yaml"));
    images = images();
    llama = ModelWithTokenizer.of("llama-tiny", "tokenizer-llama2").writeTo(folder.resolve("l"), 1);
    qwen = ModelWithTokenizer.of("qwen3-tiny", "tokenizer-qwen2").writeTo(folder.resolve("q"), 2);
    live.pipeline(NAME, yaml(llama));
    try (LiveFusebox opened = live.open()) {
      box = opened;
      bundles = new LiveBundles(live, box, folder);
      List<String> first = answers();
      bundles.command("llama", jar(-1, true));
      List<String> other = answers();
      assertNotEquals(first, other);
      bundles.command("llama", jar(-2, false));
      assertEquals(first, answers());
      askWhileItIsReplaced(first, other);
      askWhileAnotherIsNamed(first);
      assertCollected();
    }
  }

  private void askWhileItIsReplaced(List<String> first, List<String> other) {
    long halfway = 0;
    try (Load load = Load.of(box.pipeline(NAME), images, QUESTION, first)) {
      begin(load);
      for (int swap = 0; swap < SWAPS; swap++) {
        boolean now = swap % 2 == 0;
        TestJar jar = jar(swap, now);
        loaders.add(new WeakReference<>(bundles.factory("llama").config().getClassLoader()));
        boolean byFile = swap / 2 % 2 == 0;
        load.swap(now ? other : first, () -> replace(jar, byFile));
        if (swap == SWAPS / 2) {
          halfway = ProcessMemory.heap();
        }
      }
      assertEquals(List.of(), load.wrong());
    }
    assertTrue(ProcessMemory.heap() - halfway < 24L << 20, "the heap has grown");
  }

  private void replace(TestJar jar, boolean byFile) {
    if (byFile) {
      bundles.drop("llama", jar);
    } else {
      bundles.command("llama", jar);
    }
  }

  /** The pipeline's file names another family's PLM, and the first one again. */
  private void askWhileAnotherIsNamed(List<String> first) {
    name(qwen);
    List<String> other = answers();
    assertNotEquals(first, other);
    name(llama);
    assertEquals(first, answers());
    try (Load load = Load.of(box.pipeline(NAME), images, QUESTION, first)) {
      begin(load);
      for (int edit = 0; edit < EDITS; edit++) {
        Path plm = edit % 2 == 0 ? qwen : llama;
        load.swap(edit % 2 == 0 ? other : first, () -> name(plm));
      }
      assertEquals(List.of(), load.wrong());
    }
    assertEquals(
        List.of("Plm llama"),
        box.pipelines().components().stream()
            .filter(c -> c.startsWith("Plm"))
            .map(c -> c.substring(0, "Plm llama".length()))
            .toList());
  }

  private static void begin(Load load) {
    load.start();
    Await.until("requests without a swap", load::requests, n -> n >= QUIET_REQUESTS);
  }

  /** Writes the pipeline's file, and waits until this PLM alone is in memory. */
  private void name(Path plm) {
    String id = plm.equals(llama) ? "Plm llama" : "Plm qwen";
    try {
      live.pipeline(NAME, yaml(plm));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Await.until(
        id + " alone",
        () -> box.pipelines().components().stream().filter(c -> c.startsWith("Plm")).toList(),
        plms -> plms.size() == 1 && plms.get(0).startsWith(id));
  }

  private static String yaml(Path plm) {
    return YAML.formatted(plm, GoldenCase.of("dinov2-tiny").folder());
  }

  private static TestJar jar(int build, boolean other) {
    TestJar jar = TestJar.like(LiveBundles.real("llama")).build(build);
    return other ? jar.plugin("llama", OtherLlama.Module.class) : jar;
  }

  private List<String> answers() {
    return images.stream()
        .map(image -> Question.withText(Map.of(Modality.IMAGE, image), QUESTION))
        .map(question -> box.pipeline(NAME).ask(question).text())
        .toList();
  }

  private static List<Path> images() throws IOException {
    try (Stream<Path> files = Files.list(GoldenCase.of("vit-tiny").file("images"))) {
      return files.sorted().toList();
    }
  }

  private void assertCollected() {
    ProcessMemory.collect();
    long alive = loaders.stream().filter(l -> l.get() != null).count();
    System.out.printf("%d of %d old class loaders alive%n", alive, loaders.size());
    assertEquals(0, alive);
  }
}
