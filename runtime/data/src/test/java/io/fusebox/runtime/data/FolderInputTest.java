package io.fusebox.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of files is one input. */
class FolderInputTest {
  private final InputHashes hashes = new InputHashes();

  @TempDir Path folder;

  @Test
  void itsDigestIsThatOfItsFilesNamesAndBytes() throws IOException {
    write("a.png", "one");
    write("b.png", "two");
    String before = hashes.of(folder);
    assertEquals(before, new InputHashes().of(folder));
    write("b.png", "other");
    String changed = hashes.of(folder);
    assertNotEquals(before, changed);
    Files.move(folder.resolve("b.png"), folder.resolve("c.png"));
    assertNotEquals(changed, hashes.of(folder));
  }

  @Test
  void hiddenFilesAreNoPartOfIt() throws IOException {
    write("a.png", "one");
    String before = hashes.of(folder);
    write(".listing", "of some file manager");
    assertEquals(before, hashes.of(folder));
  }

  @Test
  void aFilesDigestIsThatOfItsBytes() throws IOException {
    byte[] bytes = {1, 2, 3};
    Path file = Files.write(folder.resolve("a.png"), bytes);
    assertEquals(Sha256.hex(bytes), hashes.of(file));
    assertThrows(FuseboxException.class, () -> hashes.of(folder.resolve("b.png")));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
