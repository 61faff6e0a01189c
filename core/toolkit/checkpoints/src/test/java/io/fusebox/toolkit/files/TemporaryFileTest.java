package io.fusebox.toolkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFileTest {
  @Test
  void filesAreMadeInTheFolderThatIsSetWhileJavaRuns(@TempDir Path other) throws IOException {
    String before = System.getProperty("java.io.tmpdir");
    System.setProperty("java.io.tmpdir", other.toString());
    try {
      assertEquals(other, TemporaryFile.create(".jar").getParent());
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
  }
}
