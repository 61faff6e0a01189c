package io.fusebox.runtime.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException.NotFound;
import io.fusebox.runtime.server.system.SampleCatalog.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveSamplesTest {
  @TempDir Path folder;

  @Test
  void everyInputOfEverySampleIsThere() {
    LiveSamples samples = new LiveSamples(folder);
    List<Sample> all = samples.all();
    assertTrue(all.stream().anyMatch(s -> s.inputs().equals(List.of("image"))));
    assertTrue(all.stream().anyMatch(s -> s.inputs().equals(List.of("video", "audio"))));
    for (Sample sample : all) {
      assertFalse(sample.questions().isEmpty(), sample::id);
      sample.inputs().forEach(m -> assertTrue(Files.exists(samples.file(sample.id(), m)), m));
    }
    assertThrows(NotFound.class, () -> samples.file(all.get(0).id(), "smell"));
    assertThrows(NotFound.class, () -> samples.file("../x", "image"));
  }

  @Test
  void samplesThatWereDeletedAreWrittenAgain() throws Exception {
    LiveSamples samples = new LiveSamples(folder);
    Sample first = samples.all().get(0);
    Path file = samples.file(first.id(), first.inputs().get(0));
    byte[] before = Files.readAllBytes(file);
    for (Path each : Files.walk(folder).sorted(Comparator.reverseOrder()).toList()) {
      Files.delete(each);
    }
    assertEquals(first, samples.all().get(0));
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(file)));
  }
}
