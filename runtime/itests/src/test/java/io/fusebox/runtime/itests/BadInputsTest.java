package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can be wrong with an audio clip or a video, in the installed Fusebox. */
class BadInputsTest {
  /** Each bad file, and a word of what is said of it. */
  private static final Map<String, String> SOUNDS = new LinkedHashMap<>();

  private static final Map<String, String> VIDEOS = new LinkedHashMap<>();

  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    Recorded.pipeline(folder.resolve("sarcasm.yaml"));
    byte[] good = Recorded.wav(16_000, 8_000);
    sound("lying.wav", Recorded.with(good, 40, 0x01000000), "cut off");
    sound("riff.wav", Recorded.with(good, 12, 0), "no 'fmt ' chunk");
    sound("zero.wav", Recorded.wav(16_000, 0), "empty");
    sound("nothing.wav", new byte[0], "empty");
    sound("1hz.wav", Recorded.wav(1, 8_000), "1 Hz");
    sound("10mhz.wav", Recorded.wav(10_000_000, 8_000), "10000000 Hz");
    sound("hours.wav", Recorded.wav(100, 3_600_000), "36000.0 seconds");
    sound("silent.mp4", Recorded.video(folder.resolve("silent.mp4"), 10, 0), "no audio");
    video("text.mp4", "this is not a video".getBytes(), "no video");
    video("frameless.mp4", Recorded.video(folder.resolve("frameless.mp4"), 0, 1), "no");
    video("empty.mp4", new byte[0], "empty");
    video("still.mp4", good, "no images");
    Recorded.video(folder.resolve("good.mp4"), 10, 1);
    Recorded.video(folder.resolve("hours.mp4"), 60, 600);
    Files.write(folder.resolve("good.wav"), good);
    StringBuilder lines = new StringBuilder();
    lines.append(line("good", "good.mp4", "good.wav"));
    lines.append(line("tenhours", "hours.mp4", "good.mp4"));
    SOUNDS.keySet().forEach(name -> lines.append(line(name, "good.mp4", name)));
    VIDEOS.keySet().forEach(name -> lines.append(line(name, name, "good.wav")));
    lines.append(line("gone", "gone.mp4", "good.wav"));
    Files.writeString(folder.resolve("bad.jsonl"), lines);
  }

  private static void sound(String name, byte[] bytes, String word) throws IOException {
    Files.write(folder.resolve(name), bytes);
    SOUNDS.put(name, word);
  }

  private static void video(String name, byte[] bytes, String word) throws IOException {
    Files.write(folder.resolve(name), bytes);
    VIDEOS.put(name, word);
  }

  private static String line(String id, String video, String sound) {
    return "{\"id\": \"%s\", \"video\": \"%s\", \"audio\": \"%s\", \"question\": \"so?\", \"answer\": \"sincere\"}%n"
        .formatted(id, video, sound);
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static FuseboxProcess train(String data, String policy) {
    return FuseboxInProcess.run(
        folder,
        "train",
        file("sarcasm.yaml"),
        "--data",
        file(data),
        "--shots",
        "0",
        "--steps",
        "1",
        "--bad-inputs",
        policy);
  }

  private static void assertSays(String text, String part) {
    assertTrue(text.contains(part), "no '" + part + "' in " + text);
  }

  @Test
  void eachIsCountedAndNamedAndTheRunGoesOnWithoutIt() {
    FuseboxProcess done = train("bad.jsonl", "skip");
    assertEquals(0, done.exitCode(), done::toString);
    assertSays(done.out(), "in 1 updates");
    int bad = SOUNDS.size() + VIDEOS.size() + 1;
    assertSays(done.out(), "left out " + bad + " examples");
    SOUNDS.forEach((name, word) -> assertNamed(done.out(), "example " + name + ", audio", word));
    VIDEOS.forEach((name, word) -> assertNamed(done.out(), "example " + name + ", video", word));
    assertSays(done.out(), "example gone, video");
    assertFalse(done.out().contains("example tenhours"), done::toString);
    assertFalse(done.out().contains("example good"), done::toString);
  }

  private static void assertNamed(String out, String example, String word) {
    String line = out.lines().filter(l -> l.contains(example)).findFirst().orElse(out);
    assertSays(line, example);
    assertSays(line, word);
  }

  @Test
  void toldNothingTheRunStopsAndSaysWhatCanBeDone() throws IOException {
    Files.writeString(folder.resolve("one.jsonl"), line("seven", "good.mp4", "zero.wav"));
    FuseboxProcess done = train("one.jsonl", "stop");
    assertEquals(1, done.exitCode(), done::toString);
    assertSays(done.err(), "example seven, audio");
    assertSays(done.err(), "the audio is empty");
    assertSays(done.err(), "--bad-inputs skip");
  }

  @Test
  void anExampleCanDoWithoutWhatIsBroken() throws IOException {
    Files.writeString(
        folder.resolve("two.jsonl"),
        line("fine", "good.mp4", "good.wav") + line("deaf", "good.mp4", "zero.wav"));
    FuseboxProcess trained = train("two.jsonl", "without");
    assertEquals(0, trained.exitCode(), trained::toString);
    assertSays(trained.out(), "did without inputs of 1 example");
    FuseboxProcess done =
        FuseboxInProcess.run(
            folder,
            "eval",
            file("sarcasm.yaml"),
            "--data",
            file("two.jsonl"),
            "--bad-inputs",
            "without",
            "--subsets");
    assertEquals(0, done.exitCode(), done::toString);
    assertTrue(done.out().lines().anyMatch(l -> l.matches("audio +1 .*")), done::toString);
    assertSays(done.out(), "example deaf, audio");
  }

  @Test
  void anExperimentGoesOnWithoutThemAndReportsHowManyTheyWere() throws IOException {
    String good = "good.mp4";
    Files.writeString(
        folder.resolve("train.jsonl"),
        line("one", good, "good.wav") + line("two", good, good) + line("deaf", good, "zero.wav"));
    Files.copy(folder.resolve("train.jsonl"), folder.resolve("test.jsonl"));
    Files.writeString(
        folder.resolve("experiment.yaml"),
        """
        pipeline: sarcasm.yaml
        data: {path: ., bad-inputs: skip}
        shots: [2]
        training: {steps: 1, batch: 2}
        baselines: []
        """);
    FuseboxProcess done = FuseboxInProcess.run(folder, "compare", file("experiment.yaml"));
    assertEquals(0, done.exitCode(), done::toString);
    assertSays(done.out(), "left out 1 example");
    assertSays(done.out(), "example deaf, audio");
    assertSays(done.out(), "1 for training, 1 for testing (skip)");
    FuseboxProcess stopped =
        FuseboxInProcess.run(folder, "compare", file("experiment.yaml"), "--bad-inputs", "stop");
    assertEquals(1, stopped.exitCode(), stopped::toString);
    assertSays(stopped.err(), "zero.wav");
  }
}
