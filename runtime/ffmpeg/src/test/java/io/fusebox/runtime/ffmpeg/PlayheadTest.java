package io.fusebox.runtime.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Frames with any times: the one that is shown is the last that is presented by then. */
class PlayheadTest {
  @Test
  void theLastFrameThatIsPresentedByThenIsShown() {
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      double[] times = times(random);
      Listed source = new Listed(times, random);
      try (Playhead<Integer> playhead = new Playhead<>(source, 1e-6)) {
        double time = 0;
        for (int i = 0; i < 20; i++) {
          time += random.nextInt(3) == 0 ? 0 : random.nextDouble() * times[times.length - 1] / 10;
          assertEquals(shown(times, time), playhead.at(time), "seed " + seed + ", at " + time);
        }
      }
      assertEquals(Set.of(), source.held, "all frames are given back, seed " + seed);
    }
  }

  @Test
  void framesAtTheVeryTimeAreShown() {
    double[] times = {0, .5, .5, 1, 7};
    try (Playhead<Integer> playhead = new Playhead<>(new Listed(times, new Random(1)), 1e-6)) {
      assertEquals(0, playhead.at(0));
      assertEquals(2, playhead.at(.5));
      assertEquals(3, playhead.at(1));
      assertEquals(3, playhead.at(6.9));
      assertEquals(4, playhead.at(7));
      assertTrue(playhead.isAtEnd());
      assertEquals(4, playhead.at(1e6));
    }
  }

  @Test
  void noFramesAreNone() {
    try (Playhead<Integer> playhead = new Playhead<>(new Listed(new double[0], new Random(1)), 0)) {
      assertNull(playhead.at(0));
    }
  }

  /** Seconds from one frame to the next: usual, none, long, or longer than jumping takes. */
  private static double[] times(Random random) {
    double[] times = new double[1 + random.nextInt(200)];
    for (int i = 1; i < times.length; i++) {
      double[] kinds = {.04, .04, .04, 0, .5, 30 * random.nextDouble()};
      times[i] = times[i - 1] + kinds[random.nextInt(kinds.length)];
    }
    return times;
  }

  private static int shown(double[] times, double time) {
    return IntStream.range(0, times.length).filter(i -> times[i] <= time + 1e-6).max().orElse(0);
  }

  /** Frames are their numbers. Seeking may fail, and land too early or too late. */
  private static final class Listed implements FrameSource<Integer> {
    private final double[] times;
    private final Random random;
    private final Set<Integer> held = new HashSet<>();
    private int next;

    Listed(double[] times, Random random) {
      this.times = times;
      this.random = random;
    }

    @Override
    public Integer next() {
      if (next == times.length) {
        return null;
      }
      assertTrue(held.add(next));
      assertTrue(held.size() <= 3, "frames are not kept");
      return next++;
    }

    @Override
    public double from(Integer frame) {
      return times[frame];
    }

    @Override
    public boolean seek(double seconds, double after) {
      if (seconds > 0 && random.nextInt(4) == 0) {
        return false;
      }
      int exact = shown(times, seconds);
      int off = seconds == 0 ? 0 : random.nextInt(8) - 5;
      next = Math.max(0, Math.min(times.length - 1, exact + off));
      return true;
    }

    @Override
    public void free(Integer frame) {
      assertTrue(held.remove(frame));
    }
  }
}
