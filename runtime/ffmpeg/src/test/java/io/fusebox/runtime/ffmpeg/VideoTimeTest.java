package io.fusebox.runtime.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.media.FrameSampling;
import io.fusebox.toolkit.media.Video;
import io.fusebox.toolkit.media.Videos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames are shown when they are presented, and until another one is. */
class VideoTimeTest {
  /** Slides: the frames stand for 4, 1, 5 and, as far as is known, a hundredth of a second. */
  private static final double[] SLIDES = {0, 4, 5, 10};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"video.mp4", "video.mkv", "video.webm", "video.avi"})
  void aFrameIsShownUntilTheNextOneIs(String name) throws IOException {
    try (Video video = Videos.open(Clips.video(folder.resolve(name), SLIDES), 1)) {
      assertEquals(10.01, video.durationSeconds(), 0.04);
      List<Integer> seen =
          DoubleStream.of(0, 1.5, 3.98, 4.01, 4.98, 5.01, 9.98, 10)
              .mapToObj(time -> Clips.frame(video.frameAt(time)))
              .toList();
      assertEquals(List.of(0, 0, 0, 1, 1, 2, 2, 3), seen);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 16, 20})
  void howOftenAFrameIsStoredMakesNoDifference(int count) throws IOException {
    double[] often = IntStream.range(0, 1001).mapToDouble(i -> i / 100.0).toArray();
    Path slides = Clips.video(folder.resolve("slides.mp4"), SLIDES);
    Path same = Clips.video(folder.resolve("often.mp4"), often);
    List<Integer> seen = frames(slides, count);
    try (Video video = Videos.open(same, 1)) {
      double[] times = FrameSampling.uniform(count).times(video.durationSeconds());
      for (int i = 0; i < count; i++) {
        double stored = often[1000] * times[i] / video.durationSeconds();
        int expected = stored < 4 ? 0 : stored < 5 ? 1 : 2;
        assertEquals(expected, seen.get(i));
        assertEquals(
            (int) Math.floor(times[i] * 100 + 1e-3) % 20, Clips.frame(video.frameAt(times[i])));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"video.mp4", "video.mkv", "video.webm"})
  void timeBeginsWithTheFirstFrame(String name) throws IOException {
    double[] later = DoubleStream.of(SLIDES).map(time -> time + 3).toArray();
    Path file = Clips.video(folder.resolve(name), later);
    try (Video video = Videos.open(file, 1)) {
      assertEquals(10.01, video.durationSeconds(), 0.04);
    }
    assertEquals(List.of(0, 0, 0, 0, 1, 2, 2, 2, 2, 2), frames(file, 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"matroska", "webm", "mpegts", "avi"})
  void aVideoFromAPipeIsAsLongAsItsFrames(String format) throws IOException {
    double[] times = IntStream.range(0, 300).mapToDouble(i -> i / 10.0).toArray();
    String name = format.equals("webm") ? "video.webm" : "video";
    Path file = Clips.piped(folder.resolve(name), format, times);
    try (Video video = Videos.open(file, 1)) {
      assertEquals(29.91, video.durationSeconds(), 0.1);
      assertEquals(299 % 20, Clips.frame(video.frameAt(video.durationSeconds())));
    }
    List<Integer> seen = frames(file, 10);
    for (int i = 0; i < 10; i++) {
      assertEquals((int) (10 * (i + 0.5) * 29.91 / 10) % 20, seen.get(i), 1);
    }
  }

  @Test
  void videosThatEndBeforeTheySayAreRefused() throws IOException {
    double[] times = IntStream.range(0, 300).mapToDouble(i -> i / 10.0).toArray();
    byte[] whole = Files.readAllBytes(Clips.video(folder.resolve("video.mkv"), times));
    Path cut = Files.write(folder.resolve("cut.mkv"), Arrays.copyOf(whole, whole.length * 2 / 3));
    refused(cut, "cut off");
  }

  @Test
  void recordingsThatWereJoinedWithTheirClocksAreRefused() throws IOException {
    double[] times = IntStream.range(0, 50).mapToDouble(i -> i / 10.0).toArray();
    byte[] once = Files.readAllBytes(Clips.piped(folder.resolve("one"), "mpegts", times));
    byte[] twice = Arrays.copyOf(once, 2 * once.length);
    System.arraycopy(once, 0, twice, once.length, once.length);
    refused(Files.write(folder.resolve("twice.ts"), twice), "go back in time");
  }

  private List<Integer> frames(Path file, int count) {
    try (Video video = Videos.open(file, 1)) {
      return DoubleStream.of(FrameSampling.uniform(count).times(video.durationSeconds()))
          .mapToObj(time -> Clips.frame(video.frameAt(time)))
          .toList();
    }
  }

  private void refused(Path file, String words) {
    String message =
        assertThrows(FuseboxException.class, () -> frames(file, 20), file::toString).getMessage();
    assertTrue(message.contains(words), message);
  }
}
