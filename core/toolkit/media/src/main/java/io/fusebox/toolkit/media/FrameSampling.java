package io.fusebox.toolkit.media;

import static io.fusebox.api.settings.Settings.require;

import java.util.stream.IntStream;

/** At which times a video is looked at. */
@FunctionalInterface
public interface FrameSampling {
  /** No encoder looks at more images of one video. */
  int MOST = 1000;

  /**
   * The times in seconds, ascending, each from 0 to {@code seconds}; at least one.
   *
   * @param seconds how long the video runs
   */
  double[] times(double seconds);

  /** {@code count} images, whatever the video's length: the middle of each of as many parts. */
  static FrameSampling uniform(int count) {
    requireCount(count);
    return seconds ->
        IntStream.range(0, count).mapToDouble(i -> (i + 0.5) * seconds / count).toArray();
  }

  /** {@code rate} images a second from the beginning on, until there are {@code most}. */
  static FrameSampling fixedRate(double rate, int most) {
    requireCount(most);
    require(
        rate > 0 && rate <= 1000,
        "the rate must be more than 0 and at most 1000 images a second, found " + rate);
    return seconds -> {
      int count = (int) Math.max(1, Math.min(most, Math.ceil(seconds * rate - 1e-6)));
      return IntStream.range(0, count).mapToDouble(i -> Math.min(i / rate, seconds)).toArray();
    };
  }

  private static void requireCount(int count) {
    require(
        count >= 1 && count <= MOST,
        "the number of frames must be from 1 to %d, found %d".formatted(MOST, count));
  }
}
