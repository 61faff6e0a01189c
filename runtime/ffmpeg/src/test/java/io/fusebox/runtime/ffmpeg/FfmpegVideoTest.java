package io.fusebox.runtime.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.toolkit.media.FrameSampling;
import io.fusebox.toolkit.media.MediaLibrary;
import io.fusebox.toolkit.media.Video;
import io.fusebox.toolkit.media.Videos;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FfmpegVideoTest {
  @TempDir Path folder;

  @Test
  void itIsFoundBesideCore() {
    assertInstanceOf(FfmpegLibrary.class, MediaLibrary.installed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"video.mp4", "video.webm", "video.avi", "video.mkv"})
  void everyFrameIsFoundAtItsTime(String name) throws IOException {
    Path file = Clips.video(folder.resolve(name), 20, 12);
    try (Video video = Videos.open(file, 1)) {
      assertEquals(2, video.durationSeconds(), 0.11);
      for (int i = 0; i < 20; i++) {
        assertEquals(i, Clips.frame(video.frameAt((i + 0.5) / Clips.RATE)), name);
      }
    }
  }

  @Test
  void framesInBetweenMayBeLeftOutAndOneMayBeSeenTwice() throws IOException {
    Path file = Clips.video(folder.resolve("video.mp4"), 20, 12);
    List<Integer> seen = new ArrayList<>();
    try (Video video = Videos.open(file, 1)) {
      for (double time : new double[] {0, 0.05, 0.31, 1.19, 1.19, 2}) {
        seen.add(Clips.frame(video.frameAt(time)));
      }
    }
    assertEquals(List.of(0, 0, 3, 11, 11, 19), seen);
  }

  @Test
  void aVideoFromMemoryIsTheSame() throws IOException {
    Path file = Clips.video(folder.resolve("video.mp4"), 20, 12);
    try (Video video = Videos.open(Files.readAllBytes(file))) {
      assertEquals(13, Clips.frame(video.frameAt(1.35)));
    }
  }

  @Test
  void aVideoOfTenHoursIsJumpedThrough() throws IOException {
    // One frame every minute, a key frame every ten.
    Path file = Clips.video(folder.resolve("long.mp4"), 600, 10, 60_000_000);
    try (Video video = FfmpegVideo.open(file, 400, Orientation.UPRIGHT)) {
      assertEquals(36_000, video.durationSeconds(), 61);
      double[] times = FrameSampling.uniform(20).times(36_000);
      for (int i = 0; i < times.length; i++) {
        assertEquals(
            (int) (times[i] / 60) % 20, Clips.frame(video.frameAt(times[i])), "at " + times[i]);
      }
    }
  }

  @Test
  void decodingIsBounded() throws IOException {
    Path file = Clips.video(folder.resolve("video.mp4"), 60, 60);
    try (Video video = FfmpegVideo.open(file, 30, Orientation.UPRIGHT)) {
      video.frameAt(2);
      String message = assertThrows(FuseboxException.class, () -> video.frameAt(5)).getMessage();
      assertTrue(message.contains("30") && message.contains("key frames"), message);
    }
  }

  @Test
  void whatIsNoVideoIsRefusedByName() throws IOException {
    refused(Files.writeString(folder.resolve("text.mp4"), "no video\n".repeat(200)), "text.mp4");
    refused(Files.createFile(folder.resolve("empty.mp4")), "empty.mp4");
    refused(folder.resolve("nowhere.mp4"), "nowhere.mp4");
    refused(Clips.sound(folder.resolve("sound.mp3"), false), "no images");
  }

  @Test
  void playlistsThatNameOtherFilesAreNotFollowed() throws IOException {
    Clips.video(folder.resolve("secret.mp4"), 20, 12);
    String hls = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nsecret.mp4\n#EXT-X-ENDLIST\n";
    refused(Files.writeString(folder.resolve("hls.mp4"), hls), "hls.mp4");
    String list = "ffconcat version 1.0\nfile secret.mp4\n";
    refused(Files.writeString(folder.resolve("concat.mp4"), list), "concat.mp4");
  }

  @Test
  void aVideoThatIsCutOffIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(Clips.video(folder.resolve("video.mp4"), 60, 12));
    Path cut = folder.resolve("cut.mp4");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    refused(cut, "cut.mp4");
    byte[] avi = Files.readAllBytes(Clips.video(folder.resolve("video.avi"), 200, 12));
    Path cutAvi = folder.resolve("cut.avi");
    Files.write(cutAvi, Arrays.copyOf(avi, avi.length / 2));
    refused(cutAvi, "cut off");
  }

  @Test
  void damagedVideosAreSeenOrRefusedAndNothingElse() throws IOException {
    byte[] whole = Files.readAllBytes(Clips.video(folder.resolve("video.mp4"), 20, 12));
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      byte[] damaged = whole.clone();
      for (int n = 0; n < 8; n++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try (Video video = Videos.open(Files.write(folder.resolve("damaged.mp4"), damaged), 1)) {
        for (double time : FrameSampling.uniform(4).times(Math.min(video.durationSeconds(), 100))) {
          video.frameAt(time);
        }
      } catch (FuseboxException expected) {
        assertTrue(expected.getMessage().length() > 10);
      }
    }
  }

  @Test
  void aTextOfAnyKindIsNoVideo() {
    byte[] text = "no video at all".getBytes(StandardCharsets.UTF_8);
    assertThrows(FuseboxException.class, () -> Videos.open(text));
    assertThrows(FuseboxException.class, () -> Videos.open(new byte[4096]));
  }

  private static void refused(Path file, String words) {
    String message =
        assertThrows(
                FuseboxException.class,
                () -> {
                  try (Video video = Videos.open(file, 1)) {
                    video.frameAt(video.durationSeconds());
                  }
                })
            .getMessage();
    assertTrue(message.contains(words), message);
  }
}
