package io.fusebox.runtime.training.versions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.fusebox.runtime.engine.weights.WeightValues;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class VersionedWeightsTest {
  private static WeightsVersion version(String id) {
    return new WeightsVersion(
        id, "2026-11-27", "tiny", "plain", "", "", "", "", "", 0, 0, null, 1, id);
  }

  @Test
  void whatIsActivatedWhileWeightsAreLoadedIsNotTakenForThem() {
    WeightsVersion one = version("one");
    WeightsVersion other = version("other");
    Queue<WeightsVersion> active = new ArrayDeque<>(List.of(one, other, other));
    WeightValues first = new WeightValues(Map.of());
    WeightValues second = new WeightValues(Map.of());
    Queue<WeightValues> files = new ArrayDeque<>(List.of(first, second));
    VersionedWeights loaded =
        VersionedWeights.load(() -> Optional.of(active.remove()), files::remove);
    assertEquals(Optional.of(other), loaded.version());
    assertSame(second, loaded.weights());
  }

  @Test
  void whatIsActivatedLaterChangesNothing() {
    Queue<WeightsVersion> active =
        new ArrayDeque<>(List.of(version("one"), version("one"), version("other")));
    VersionedWeights loaded =
        VersionedWeights.load(() -> Optional.of(active.remove()), () -> new WeightValues(Map.of()));
    assertEquals("one", loaded.version().orElseThrow().id());
    assertEquals(1, active.size());
  }
}
