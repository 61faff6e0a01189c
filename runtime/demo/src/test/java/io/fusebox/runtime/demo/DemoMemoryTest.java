package io.fusebox.runtime.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a demo remembers of its measurements. */
class DemoMemoryTest {
  private static final DemoResult RESULT =
      new DemoResult(
          "promptfuse",
          384,
          0.5,
          Map.of("other", 0.5),
          List.of(new DemoResult.Sample("0.png", "what?", "red", "blue")),
          "v1",
          "v1");

  @TempDir Path folder;
  private DemoMemory memory;
  private Path file;

  @BeforeEach
  void keep() {
    String test = "0123456789abcdef";
    memory = new DemoMemory(folder.resolve("run.safetensors"), test);
    file = folder.resolve("run-0123456789ab.json");
    memory.keep(RESULT);
  }

  @Test
  void itRecallsWhatItKept() {
    assertEquals(Optional.of(RESULT), memory.load());
  }

  @Test
  void whatIsDamagedOrHasNoFormatIsMeasuredAgain() throws IOException {
    String json = Files.readString(file);
    Files.writeString(file, json.replaceFirst("\"format\" : 1,", ""));
    assertEquals(Optional.empty(), memory.load());
    Files.writeString(file, json.substring(0, json.length() / 2));
    assertEquals(Optional.empty(), memory.load());
  }

  @Test
  void whatALaterFuseboxKeptIsLeftAlone() throws IOException {
    Files.writeString(
        file, Files.readString(file).replaceFirst("\"format\" : 1", "\"format\" : 2"));
    String message = assertThrows(FuseboxException.class, memory::load).getMessage();
    assertTrue(message.contains("later Fusebox"), message);
  }
}
