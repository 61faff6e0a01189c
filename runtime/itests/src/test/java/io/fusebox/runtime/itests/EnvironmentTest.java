package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installed Fusebox where the environment is poor. */
class EnvironmentTest {
  private static final String IMAGE = "größe 大.png";

  @TempDir static Path folder;
  private static Path file;

  @BeforeAll
  static void write() throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillOval(10, 10, 40, 40);
    graphics.dispose();
    ImageIO.write(image, "png", folder.resolve(IMAGE).toFile());
    file = Files.writeString(folder.resolve("file"), "");
    Files.writeString(
        folder.resolve("n.yaml"),
        "plm: embedded:bart-shapes\n"
            + "modalities:\n  image: {encoder: vit, model: embedded:vit-shapes}\n"
            + "strategy: noprompt\n");
    Files.writeString(
        folder.resolve("q.jsonl"),
        "{\"image\": \"%s\", \"question\": \"wie groß?\", \"answer\": \"red\"}%n".formatted(IMAGE));
  }

  private static FuseboxProcess run(Map<String, String> environment, String... arguments)
      throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        FuseboxProcess.builder(folder, arguments)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    // They would send natives elsewhere than Fusebox's own variable does.
    builder.environment().keySet().removeAll(Set.of("DJL_CACHE_DIR", "ENGINE_CACHE_DIR"));
    builder.environment().putAll(environment);
    int exitCode = builder.start().waitFor();
    return new FuseboxProcess(exitCode, Files.readString(out), Files.readString(err));
  }

  private static String[] explain(String workspace) {
    return new String[] {
      "explain",
      "--workspace",
      workspace,
      "--pipeline",
      "n.yaml",
      "--image",
      IMAGE,
      "--steps",
      "4",
      "--out",
      "explained",
      "what cölor is 日本?"
    };
  }

  @Test
  void anyCharacterInFilesAndQuestionsWhereTheLocaleIsPlainAscii() throws Exception {
    FuseboxProcess utf8 = run(Map.of("LC_ALL", "C.UTF-8"), explain("work"));
    FuseboxProcess ascii = run(Map.of("LC_ALL", "C"), explain("work"));
    assertEquals(0, ascii.exitCode(), ascii.toString());
    assertTrue(ascii.out().contains("what cölor is 日本?"), ascii.toString());
    assertEquals(utf8.out(), ascii.out());
  }

  @Test
  void dataAreMeasuredWhereNothingCanBeWrittenAndDigitsAreOthers() throws Exception {
    FuseboxProcess done =
        run(
            Map.of("LC_ALL", "C", "FUSEBOX_JAVA_OPTS", "-Duser.language=ar -Duser.country=EG"),
            "eval",
            "n.yaml",
            "--workspace",
            file.resolve("below").toString(),
            "--data",
            "q.jsonl");
    assertEquals(0, done.exitCode(), done.toString());
    assertTrue(done.out().contains("overall              1"), done.toString());
    assertEquals(1, done.err().lines().filter(l -> l.contains("features cannot be kept")).count());
  }

  @Test
  void nativesGoWhereTheVariableSaysAndTheDoctorTellsIt() throws Exception {
    Path cache = folder.resolve("a cache");
    FuseboxProcess done =
        run(
            Map.of("FUSEBOX_CACHE", cache.toString(), "HOME", file.toString()),
            "doctor",
            "--workspace",
            file.resolve("below").toString());
    assertTrue(done.out().contains("ok    cache     " + cache), done.toString());
    assertTrue(done.out().contains("ok    natives"), done.toString());
    assertTrue(done.out().contains("WRONG workspace"), done.toString());
    assertFalse(done.toString().contains("\tat "), done.toString());
    try (Stream<Path> below = Files.list(cache)) {
      List<String> names = below.map(p -> p.getFileName().toString()).toList();
      assertTrue(names.contains("pytorch"), names.toString());
    }
  }

  @Test
  void anAnswerThatIsLostIsAFailure() throws Exception {
    File full = new File("/dev/full");
    ProcessBuilder builder =
        FuseboxProcess.builder(
                folder, "params", "n.yaml", "--workspace", folder.resolve("work").toString())
            .redirectOutput(full)
            .redirectError(folder.resolve("lost").toFile());
    assertNotEquals(0, builder.start().waitFor());
    String err = Files.readString(folder.resolve("lost"));
    assertTrue(err.contains("could not be written to standard output"), err);
  }
}
