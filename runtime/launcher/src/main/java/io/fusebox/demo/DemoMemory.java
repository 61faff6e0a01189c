package io.fusebox.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.files.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a demo measured, beside the state of the run that it measured. */
final class DemoMemory {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  /**
   * @param state the run's state; another plan, pipeline or training data has another
   * @param testHash what was measured on
   */
  DemoMemory(Path state, String testHash) {
    String name = state.getFileName().toString().replace(".safetensors", "");
    this.file = state.resolveSibling(name + "-" + testHash.substring(0, 12) + ".json");
  }

  Optional<DemoResult> recall() {
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(file.toFile(), DemoResult.class))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // Damaged: it is measured again and replaced.
    }
  }

  void keep(DemoResult result) {
    try {
      byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(result);
      AtomicFile.write(file, out -> AtomicFile.writeAll(out, ByteBuffer.wrap(json)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
