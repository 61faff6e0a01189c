package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Text, video and audio at once, from files as MUStARD has them: what is said never shows whether
 * it is meant; what is shown and heard does.
 */
class MustardTest {
  private static final int UTTERANCES = 32;

  @TempDir Path folder;

  @BeforeEach
  void record() throws IOException {
    Recorded.pipeline(folder.resolve("sarcasm.yaml"));
    Path data = Files.createDirectories(folder.resolve("mustard"));
    Path clips = Files.createDirectories(data.resolve("utterances_final"));
    ObjectNode all = new ObjectMapper().createObjectNode();
    for (int i = 0; i < UTTERANCES; i++) {
      boolean sarcastic = i % 4 < 2;
      ObjectNode entry = all.putObject("1_" + i);
      entry.put("utterance", "what a day").put("speaker", "A").put("sarcasm", sarcastic);
      entry.put("show", i % 2 == 0 ? "BBT" : "FRIENDS").putArray("context").add("it rains");
      Recorded.clip(
          clips.resolve("1_" + i + ".mp4"), (sarcastic ? 30 : 200) + i, sarcastic ? 300 : 1200);
    }
    Files.delete(clips.resolve("1_31.mp4"));
    new ObjectMapper().writeValue(data.resolve("sarcasm_data.json").toFile(), all);
  }

  private FuseboxProcess fusebox(String... arguments) {
    FuseboxProcess done = FuseboxInProcess.run(folder, arguments);
    assertEquals(0, done.exitCode(), done::toString);
    return done;
  }

  @Test
  void threeModalitiesAreTrainedAndMeasuredWithTheClipsThatAreThere() {
    fusebox(
        "train",
        folder.resolve("sarcasm.yaml").toString(),
        "--data",
        folder.resolve("mustard").toString(),
        "--split",
        "train",
        "--shots",
        "0",
        "--steps",
        "60",
        "--batch",
        "8");
    String table =
        fusebox(
                "eval",
                folder.resolve("sarcasm.yaml").toString(),
                "--data",
                folder.resolve("mustard").toString(),
                "--split",
                "test",
                "--bad-inputs",
                "skip",
                "--subsets")
            .out();
    assertTrue(table.contains("left out 1 example:"), table);
    assertTrue(table.contains("example 1_31, video"), table);
    assertTrue(table.contains("always sarcastic"), table);
    assertTrue(table.contains("video + audio + text"), table);
    Matcher accuracy = Pattern.compile("accuracy ([\\d.]+), always").matcher(table);
    assertTrue(accuracy.find() && Double.parseDouble(accuracy.group(1)) > 90, table);
  }
}
