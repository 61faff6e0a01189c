package io.fusebox.runtime.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.fusebox.runtime.data.Shots.SamplingMethod;
import io.fusebox.runtime.training.TrainingPlan.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochOrderTest {
  private static TrainingPlan plan(long seed) {
    return new TrainingPlan(0, 2, 0, 4, 0, Schedule.CONSTANT, seed, SamplingMethod.RANDOM);
  }

  private static List<Integer> epoch(EpochOrder order, int from) {
    List<Integer> seen = new ArrayList<>();
    for (int step = from; step < from + 3; step++) {
      seen.addAll(order.batch(step));
    }
    return seen;
  }

  @Test
  void everyEpochSeesEveryExampleOnceInAnotherOrder() {
    EpochOrder order = new EpochOrder(10, plan(1));
    List<Integer> first = epoch(order, 0);
    List<Integer> second = epoch(order, 3);
    List<Integer> all = IntStream.range(0, 10).boxed().toList();
    assertEquals(all, first.stream().sorted().toList());
    assertEquals(all, second.stream().sorted().toList());
    assertNotEquals(first, second);
  }

  @Test
  void aStepAloneGivesTheSameBatchAsInTurn() {
    EpochOrder inTurn = new EpochOrder(10, plan(1));
    for (int step = 0; step < 6; step++) {
      assertEquals(inTurn.batch(step), new EpochOrder(10, plan(1)).batch(step));
    }
  }

  @Test
  void anotherSeedGivesAnotherOrder() {
    assertNotEquals(epoch(new EpochOrder(10, plan(1)), 0), epoch(new EpochOrder(10, plan(2)), 0));
  }
}
