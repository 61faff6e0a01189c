package io.fusebox.runtime.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  @TempDir Path folder;

  @Test
  void oneThatIsThereStays() throws IOException {
    Path file = Files.writeString(folder.resolve("1-1.jsa"), "there");
    Files.writeString(folder.resolve("1-1.jsa.size"), "5");
    new ClassArchive(file).make();
    assertEquals("there", Files.readString(file));
  }

  @Test
  void aFolderThatCannotBeMadeIsNoFault() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "").resolve("classes/1-1.jsa");
    new ClassArchive(file).make();
    assertFalse(Files.exists(file));
  }
}
