package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees when something is wrong: words, a way out, and a non-zero exit code. */
class CommandLineTest {
  @TempDir static Path shared;
  private static Path data;

  @TempDir Path folder;

  @BeforeAll
  static void writeData() {
    data = new QuestionWorld(20, 10, 1).in(shared);
  }

  private FuseboxProcess fusebox(String... arguments) {
    return FuseboxInProcess.run(folder, arguments);
  }

  private static void assertFails(FuseboxProcess done, int exitCode, String... words) {
    assertEquals(exitCode, done.exitCode(), done::toString);
    for (String word : words) {
      assertTrue(done.err().contains(word), "no '" + word + "' in " + done);
    }
    assertFalse(done.err().contains("\tat "), "a stack trace in " + done);
  }

  private String pipeline(String yaml) throws IOException {
    return Files.writeString(folder.resolve("my.yaml"), yaml).toString();
  }

  private static String embedded(String strategy) {
    return "plm: embedded:bart-shapes\n"
        + "modalities:\n  image: {encoder: vit, model: embedded:vit-shapes}\n"
        + "strategy: "
        + strategy
        + "\n";
  }

  private FuseboxProcess train(String yaml) throws IOException {
    return fusebox(
        "train",
        pipeline(yaml),
        "--data",
        data.toString(),
        "--split",
        "train",
        "--shots",
        "8",
        "--steps",
        "2");
  }

  @Test
  void wrongUsageIsExitCode2() {
    assertFails(fusebox(), 2, "name a command");
    assertFails(fusebox("trian"), 2, "train");
    assertFails(fusebox("train", "--shots", "many", "--data", "x"), 2, "--shots");
    assertFails(fusebox("swap", "shapes", "--alone", "--untrained"), 2, "goes with --strategy");
    assertFails(fusebox("demo", "--long", "--plm", "embedded:llama-shapes"), 1, "leave out --plm");
  }

  @Test
  void anUnknownStrategyShowsNearMisses() throws IOException {
    assertFails(train(embedded("promtfuse")), 1, "did you mean promptfuse?");
  }

  @Test
  void anUnknownSettingShowsTheKnownOnes() throws IOException {
    assertFails(
        train(embedded("{id: promptfuse, prompt-size: 3}")), 1, "prompt-size", "prompt-length");
  }

  @Test
  void aMissingModelFolderIsNamed() throws IOException {
    assertFails(
        train(embedded("promptfuse").replace("embedded:bart-shapes", "nowhere")),
        1,
        folder.resolve("nowhere").toString());
  }

  @Test
  void aTruncatedCheckpointIsRefused() throws IOException {
    Path bart = copyModel("bart-shapes");
    Path weights = bart.resolve("model.safetensors");
    byte[] whole = Files.readAllBytes(weights);
    Files.write(weights, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertFails(
        train(embedded("promptfuse").replace("embedded:bart-shapes", bart.toString())),
        1,
        "model.safetensors");
  }

  @Test
  void aCheckpointOfOtherShapesThanItsConfigIsRefused() throws IOException {
    Path bart = copyModel("bart-shapes");
    Path config = bart.resolve("config.json");
    String changed = Files.readString(config).replaceFirst("(\"encoder_ffn_dim\" : )\\d+", "$18");
    Files.writeString(config, changed);
    assertFails(
        train(embedded("promptfuse").replace("embedded:bart-shapes", bart.toString())), 1, "fc1");
  }

  @Test
  void anEmptyDataSetIsRefused() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.jsonl"));
    assertFails(fusebox("train", "--data", empty.toString()), 1, "holds no examples");
  }

  @Test
  void anUnreadableImageIsNamed() throws IOException {
    Files.writeString(folder.resolve("bad.png"), "no image");
    assertFails(fusebox("train", "--data", manifest("bad.png"), "--shots", "1"), 1, "bad.png");
  }

  @Test
  void aDecompressionBombIsRefusedBeforeItIsDecoded() throws IOException {
    Files.write(folder.resolve("bomb.png"), bomb(60_000));
    assertFails(
        fusebox("train", "--data", manifest("bomb.png"), "--shots", "1"), 1, "bomb.png", "60000");
  }

  @Test
  void askingAnUntrainedPipelineSaysHowToTrainIt() {
    assertFails(
        fusebox("ask", "--image", data.resolve("test/0.png").toString(), "what is it?"),
        1,
        "train it first");
  }

  @Test
  void inputsThatNobodyReadsAreRefusedAndOnesWithTwoFilesAnswered() {
    String file = data.resolve("test/0.png").toString();
    String image = "image=" + file;
    assertFails(ask("--input", "imge=" + file), 1, "unknown input 'imge'", "did you mean image");
    assertFails(ask("--input", "audio=/no/such"), 1, "unknown input 'audio'", "known: image");
    assertFails(ask("--input", file), 1, "NAME=FILE");
    FuseboxProcess two = ask("--input", image, "--image", file);
    assertEquals(0, two.exitCode(), two::toString);
  }

  @Test
  void askingWithoutAnInputSaysThatTheWordsAloneAnswer() {
    FuseboxProcess done = ask();
    assertEquals(0, done.exitCode(), done::toString);
    assertTrue(done.out().matches(".* \\([01]\\.\\d{3}\\)\\s*"), done::toString);
    assertTrue(done.err().contains("from the words alone"), done::toString);
  }

  private FuseboxProcess ask(String... inputs) {
    List<String> all = new ArrayList<>(List.of("ask", "--strategy", "noprompt"));
    all.addAll(List.of(inputs));
    all.add("what color is the shape?");
    return fusebox(all.toArray(String[]::new));
  }

  @Test
  void weightsOfAnotherModelAreRefusedWithBothNamed() throws IOException {
    assertEquals(0, train(embedded("promptfuse")).exitCode());
    Path bart = copyModel("bart-shapes");
    Files.writeString(
        bart.resolve("config.json"), Files.readString(bart.resolve("config.json")) + "\n");
    pipeline(embedded("promptfuse").replace("embedded:bart-shapes", bart.toString()));
    assertFails(
        fusebox(
            "eval",
            folder.resolve("my.yaml").toString(),
            "--data",
            data.toString(),
            "--split",
            "test"),
        1,
        "trained on other parts",
        "plm.file.config.json");
  }

  private Path copyModel(String name) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(name));
    try (var files = Files.list(FuseboxHome.current().models().resolve(name))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private String manifest(String file) throws IOException {
    String line = "{\"image\": \"%s\", \"question\": \"is it?\", \"answer\": \"yes\"}\n";
    return Files.writeString(folder.resolve("data.jsonl"), line.formatted(file)).toString();
  }

  /** The head of a PNG that says it is {@code side x side} pixels. */
  private static byte[] bomb(int side) {
    java.nio.ByteBuffer png = java.nio.ByteBuffer.allocate(8 + 25 + 12);
    png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}).putInt(13);
    byte[] chunk = new byte[17];
    java.nio.ByteBuffer head = java.nio.ByteBuffer.wrap(chunk);
    head.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(side).putInt(side);
    head.put(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(chunk);
    png.put(chunk).putInt((int) crc.getValue());
    png.putInt(0).put("IDAT".getBytes(StandardCharsets.US_ASCII)).putInt(0x35af061e);
    return png.array();
  }
}
