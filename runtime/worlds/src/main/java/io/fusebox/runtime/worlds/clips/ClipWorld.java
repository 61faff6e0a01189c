package io.fusebox.runtime.worlds.clips;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.runtime.worlds.scenes.GeneratedFolder;
import io.fusebox.runtime.worlds.scenes.PaintedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A data set of generated clips: a video (animated GIF), an audio clip (WAV) and a remark, which is
 * sincere when it fits both and sarcastic otherwise; half of them each. All three are needed to
 * decide. {@code train.jsonl}, {@code test.jsonl} and their files.
 *
 * @param trainClips how many clips there are to train on
 * @param testClips how many others there are to measure on
 */
public record ClipWorld(int trainClips, int testClips, long seed) {
  /** The data that the demo trains and measures on. */
  public static final ClipWorld DEMO = new ClipWorld(400, 400, 0);

  /**
   * How long an image is shown, in hundredths of a second: the video lasts as long as the audio.
   */
  private static final int DELAY = 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Writes the data set, if it is not there yet; whole or not at all.
   *
   * @return its folder
   */
  public Path in(Path parent) {
    return GeneratedFolder.in(
        parent,
        "clips-" + trainClips + "-" + testClips + "-" + seed,
        folder -> {
          split(folder, "train", trainClips, new Random(2 * seed + 101));
          split(folder, "test", testClips, new Random(2 * seed + 102));
        });
  }

  private static void split(Path folder, String name, int clips, Random random) throws IOException {
    Files.createDirectories(folder.resolve(name));
    ClipGenerator maker = new ClipGenerator(random);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < clips; i++) {
      ClipGenerator.GeneratedClip clip = maker.clip(ClipSentiments.random(random, i % 2 == 0));
      String video = name + "/" + i + ".gif";
      String audio = name + "/" + i + ".wav";
      GifWriter.write(
          folder.resolve(video), clip.video().stream().map(PaintedImage::image).toList(), DELAY);
      WavWriter.write(folder.resolve(audio), clip.audio());
      lines.append(line(video, audio, clip)).append('\n');
    }
    Files.writeString(folder.resolve(name + ".jsonl"), lines);
  }

  private static String line(String video, String audio, ClipGenerator.GeneratedClip clip)
      throws IOException {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("video", video);
    line.put("audio", audio);
    line.put("question", clip.remark());
    line.put("answer", clip.moods().label());
    line.put("question_type", clip.moods().toString());
    return JSON.writeValueAsString(line);
  }
}
