package io.fusebox.toolkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileNamesTest {
  @Test
  void aNameIsRelativeToItsFolderOrAbsolute() {
    Path folder = Path.of("data").toAbsolutePath();
    assertEquals(folder.resolve("a.png"), FileNames.in(folder, "a.png"));
    assertEquals(folder, FileNames.in(Path.of("elsewhere"), folder.toString()));
    assertEquals(Path.of("a.png"), FileNames.path("a.png"));
  }

  @Test
  void whatIsNoPathIsRefusedInWords() {
    FuseboxException refused =
        assertThrows(FuseboxException.class, () -> FileNames.path("a\0b.png"));
    assertTrue(refused.getMessage().contains("is not a path"), refused.getMessage());
  }
}
