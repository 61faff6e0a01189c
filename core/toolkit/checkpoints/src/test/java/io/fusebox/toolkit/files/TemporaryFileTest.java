package io.fusebox.toolkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFileTest {
  @Test
  void files_are_made_in_the_folder_that_is_set_while_java_runs(@TempDir Path other)
      throws IOException {
    String before = System.getProperty("java.io.tmpdir");
    System.setProperty("java.io.tmpdir", other.toString());
    try {
      assertEquals(other, TemporaryFile.create(".jar").getParent());
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
  }
}
