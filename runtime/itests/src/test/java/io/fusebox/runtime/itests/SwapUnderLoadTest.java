package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.itests.plugins.OtherPromptFuse;
import io.fusebox.runtime.itests.plugins.OtherVit;
import io.fusebox.runtime.live.Swap;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import io.fusebox.testkit.Await;
import io.fusebox.testkit.ProcessMemory;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Encoder and strategy bundles are replaced, by files and by command, while four threads ask.
 * {@code -Dfusebox.swaps=1000} does it as often.
 */
class SwapUnderLoadTest {
  private static final int SWAPS = Integer.getInteger("fusebox.swaps", 40);
  private static final String QUESTION = "what color is the shape?";
  private static final int QUIET_REQUESTS = 100;

  @TempDir Path folder;
  private LiveHome live;
  private LiveFusebox box;
  private LiveBundles bundles;
  private List<Path> images;
  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

  /** Which implementation of each plug-in answers. */
  private record Parts(boolean otherVit, boolean otherPromptFuse) {
    Parts next(int swap) {
      return swap % 2 == 0
          ? new Parts(!otherVit, otherPromptFuse)
          : new Parts(otherVit, !otherPromptFuse);
    }
  }

  @Test
  void everyAnswerIsTheOldPartsOrTheNewOnesAndNothingIsLeft() throws Exception {
    live = LiveHome.in(folder);
    live.keepWeights("promptfuse");
    Path data = new QuestionWorld(8, 8, 4).in(folder.resolve("data"));
    images = IntStream.range(0, 6).mapToObj(i -> data.resolve("test/" + i + ".png")).toList();
    try (LiveFusebox opened = live.open()) {
      box = opened;
      bundles = new LiveBundles(live, box, folder);
      Map<Parts, List<String>> answers = answersOfEach();
      assertTrue(answers.values().stream().distinct().count() > 1, answers.toString());
      Parts parts = new Parts(false, false);
      List<Long> memory = new ArrayList<>();
      long heap = 0;
      try (Load load = Load.of(box.pipeline("shapes"), images, QUESTION, answers.get(parts))) {
        load.start();
        Await.until("requests without a swap", load::requests, n -> n >= QUIET_REQUESTS);
        report("requests, quiet", load.takeTimes());
        int before = box.pipelines().swaps().size();
        List<Long> taken = new ArrayList<>();
        for (int swap = 0; swap < SWAPS; swap++) {
          parts = parts.next(swap);
          taken.add(swap(load, swap, parts, answers.get(parts)));
          memory.add(ProcessMemory.nativeBytes());
          if (swap == SWAPS / 2) {
            heap = ProcessMemory.heap();
          }
        }
        report("requests, swapping", load.takeTimes());
        report("swaps, start to end", taken.stream().sorted().toList());
        report("gaps", gaps(before));
        assertEquals(List.of(), load.wrong());
      }
      assertFlat(heap, memory);
      assertCollected();
    }
  }

  /** One swap: by file or by command, of the encoder or the strategy; its time in nanoseconds. */
  private long swap(Load load, int swap, Parts parts, List<String> answers) {
    String id = swap % 2 == 0 ? "vit" : "promptfuse";
    TestJar jar = jar(id, parts, swap);
    remember(id);
    long start = System.nanoTime();
    load.swap(
        answers,
        () -> {
          if (swap / 2 % 2 == 0) {
            bundles.drop(id, jar);
          } else {
            bundles.command(id, jar);
          }
        });
    return System.nanoTime() - start;
  }

  private TestJar jar(String id, Parts parts, int build) {
    TestJar jar = TestJar.like(LiveBundles.real(id)).build(build);
    if (id.equals("vit") && parts.otherVit) {
      return jar.plugin("vit", OtherVit.Module.class);
    } else if (id.equals("promptfuse") && parts.otherPromptFuse) {
      return jar.plugin("promptfuse", OtherPromptFuse.Module.class);
    }
    return jar;
  }

  private void remember(String id) {
    loaders.add(new WeakReference<>(loader(id)));
  }

  /** The bundle's: the settings of promptfuse are core's, those of vit its own. */
  private ClassLoader loader(String id) {
    return id.equals("promptfuse")
        ? bundles.factory(id).create(Map.of(), null).getClass().getClassLoader()
        : bundles.factory(id).config().getClassLoader();
  }

  /** What each combination answers when it is left alone. */
  private Map<Parts, List<String>> answersOfEach() {
    Map<Parts, List<String>> answers = new HashMap<>();
    Parts parts = new Parts(false, false);
    for (int i = 0; i < 4; i++) {
      answers.put(parts, images.stream().map(this::ask).toList());
      parts = parts.next(i);
      String id = i % 2 == 0 ? "vit" : "promptfuse";
      bundles.command(id, jar(id, parts, -1 - i));
    }
    assertEquals(4, answers.size());
    assertNotEquals(List.of(), answers.get(parts));
    return answers;
  }

  private String ask(Path image) {
    return box.pipeline("shapes")
        .ask(Question.withText(Map.of(Modality.IMAGE, image), QUESTION))
        .text();
  }

  private List<Long> gaps(int from) {
    List<Swap> swaps = box.pipelines().swaps();
    return swaps.subList(from, swaps.size()).stream().map(s -> s.gap().toNanos()).sorted().toList();
  }

  /**
   * Over the second half: what a leak of one swap's parts alone would add is far more. Native
   * memory goes up and down with the requests under way, so that only its median means something.
   */
  private static void assertFlat(long halfway, List<Long> memory) {
    long heap = ProcessMemory.heap();
    System.out.printf(
        Locale.ROOT, "heap %,d -> %,d KB over the second half%n", halfway >> 10, heap >> 10);
    assertTrue(heap - halfway < 24L << 20, "the heap has grown");
    List<Long> medians = new ArrayList<>();
    for (int quarter = 0; quarter < 4; quarter++) {
      medians.add(median(memory.subList(quarter * SWAPS / 4, (quarter + 1) * SWAPS / 4)));
    }
    System.out.printf("native, median of each quarter in KB: %s%n", medians);
    assertTrue(medians.get(3) - medians.get(2) < 64L << 10, "native memory has grown");
  }

  private static long median(List<Long> bytes) {
    return bytes.stream().sorted().toList().get(bytes.size() / 2) >> 10;
  }

  private void assertCollected() {
    ProcessMemory.collect();
    long alive = loaders.stream().filter(l -> l.get() != null).count();
    System.out.printf("%d of %d old class loaders alive%n", alive, loaders.size());
    assertTrue(alive <= 2, alive + " of " + loaders.size() + " old class loaders are alive");
  }

  private static void report(String what, List<Long> nanos) {
    System.out.printf(
        Locale.ROOT,
        "%-20s %6d  p50 %8.2f  p99 %8.2f  max %8.2f ms%n",
        what,
        nanos.size(),
        at(nanos, 0.5),
        at(nanos, 0.99),
        at(nanos, 1));
  }

  private static double at(List<Long> sorted, double share) {
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.round(share * (sorted.size() - 1))) / 1e6;
  }
}
