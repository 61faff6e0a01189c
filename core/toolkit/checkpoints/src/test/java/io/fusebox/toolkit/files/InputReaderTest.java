package io.fusebox.toolkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputReaderTest {
  @TempDir Path folder;

  @Test
  void imagesOfAFolderAreInTheOrderOfTheirNumbers() throws IOException {
    List<String> names = List.of("1.png", "2.png", "10.png", "a1b2.png", "a1b10.png", "a02.png");
    for (String name : List.of("10.png", "a02.png", "2.png", "a1b10.png", "1.png", "a1b2.png")) {
      Files.writeString(folder.resolve(name), name);
    }
    assertEquals(
        names, InputReader.files(folder).stream().map(f -> f.getFileName().toString()).toList());
  }
}
