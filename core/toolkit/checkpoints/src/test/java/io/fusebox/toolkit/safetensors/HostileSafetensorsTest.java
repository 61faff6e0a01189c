package io.fusebox.toolkit.safetensors;

import ai.djl.ndarray.NDManager;
import io.fusebox.fixtures.HostileInputs;
import io.fusebox.testkit.GoldenCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileSafetensorsTest {
  private static final Path BART = GoldenCase.of("bart-tiny").folder();

  @TempDir Path folder;

  @Test
  void filesAreReadOrRefused() throws IOException {
    byte[] small = Files.readAllBytes(BART.resolve("inputs.safetensors"));
    byte[] large = Files.readAllBytes(BART.resolve("outputs.safetensors"));
    HostileInputs.ofBytes("safetensors", List.of(small, small, large)).tryAll(600, this::read);
  }

  private void read(byte[] bytes) throws IOException {
    SafetensorsFile file =
        SafetensorsFile.open(Files.write(folder.resolve("model.safetensors"), bytes));
    try (NDManager manager = NDManager.newBaseManager()) {
      for (String name : file.names()) {
        if (file.entry(name).dtype().readAs().isPresent()) {
          file.readFloat(manager, name);
        }
      }
    }
  }
}
