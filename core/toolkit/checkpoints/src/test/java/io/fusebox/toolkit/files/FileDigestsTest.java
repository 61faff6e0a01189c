package io.fusebox.toolkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestsTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  private final FileDigests digests = new FileDigests();

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setLastModifiedTime(file, LONG_AGO);
  }

  @Test
  void itIsTheSha256OfTheBytes() throws IOException {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        digests.of(write("a", "abc")));
  }

  /** Sizes and times of modification stay with the names then. */
  @Test
  void filesThatChangePlacesAreSeen() throws IOException {
    Path red = write("red", "red!");
    Path blue = write("blue", "blue");
    String ofRed = digests.of(red);
    String ofBlue = digests.of(blue);
    Files.move(red, folder.resolve("x"));
    Files.move(blue, red);
    Files.move(folder.resolve("x"), blue);
    assertEquals(ofBlue, digests.of(red));
    assertEquals(ofRed, digests.of(blue));
  }

  @Test
  void otherBytesOfTheSameSizeAndTimeAreSeen() throws IOException {
    Path file = write("a", "one");
    String before = digests.of(file);
    write("a", "two");
    assertNotEquals(before, digests.of(file));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    String message =
        assertThrows(FuseboxException.class, () -> digests.of(folder.resolve("gone"))).getMessage();
    assertTrue(message.contains("gone"), message);
  }
}
