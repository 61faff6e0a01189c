package io.fusebox.toolkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void writesAndReplaces() throws IOException {
    Path file = folder.resolve("deep/er/a.txt");
    AtomicFile.write(file, bytes("one"));
    assertEquals("one", Files.readString(file));
    AtomicFile.write(file, bytes("two"));
    assertEquals("two", Files.readString(file));
    assertEquals(List.of("a.txt"), names(file.getParent()));
  }

  @Test
  void followsLinksToTheFileBehindThem() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a.txt"));
    AtomicFile.write(link, bytes("new"));
    assertEquals("new", Files.readString(file));
    assertTrue(Files.isSymbolicLink(link));
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("b.txt"));
    AtomicFile.write(dangling, bytes("b"));
    assertEquals("b", Files.readString(folder.resolve("b.txt")));
  }

  @Test
  void aDeviceOrAFolderIsNotReplaced() throws IOException {
    Path device = Files.createSymbolicLink(folder.resolve("device"), Path.of("/dev/null"));
    for (Path other : List.of(device, Files.createDirectory(folder.resolve("folder")))) {
      String said =
          assertThrows(FuseboxException.class, () -> AtomicFile.write(other, bytes("x")))
              .getMessage();
      assertTrue(said.contains("it is no file"), said);
    }
    assertTrue(Files.isSymbolicLink(device));
  }

  @Test
  void aFullDiskLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, bytes("old"));
    IOException full = new IOException("No space left on device");
    FuseboxException e = assertThrows(FuseboxException.class, () -> failing(file, full));
    assertTrue(e.getMessage().contains(file + ": No space left on device"), e.getMessage());
    assertSame(full, e.getCause());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("a.txt"), names(folder));
  }

  @Test
  void anyOtherFailureLeavesNothingEither() throws IOException {
    Path file = folder.resolve("a.txt");
    UncheckedIOException unchecked = new UncheckedIOException(new IOException("gone"));
    AtomicFile.Content content =
        out -> {
          out.write(ByteBuffer.wrap(bytes("half")));
          throw unchecked;
        };
    FuseboxException e =
        assertThrows(FuseboxException.class, () -> AtomicFile.write(file, content));
    assertSame(unchecked.getCause(), e.getCause());
    assertThrows(
        IllegalStateException.class,
        () ->
            AtomicFile.write(
                file,
                out -> {
                  out.write(ByteBuffer.wrap(bytes("half")));
                  throw new IllegalStateException();
                }));
    assertEquals(List.of(), names(folder));
  }

  @Test
  void readersSeeTheOldFileWhileTheNewOneIsWritten() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, bytes("old"));
    AtomicFile.write(
        file,
        out -> {
          out.write(ByteBuffer.wrap(bytes("new")));
          assertEquals("old", Files.readString(file));
        });
    assertEquals("new", Files.readString(file));
  }

  @Test
  void saysWhatIsInTheWay() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "x");
    FuseboxException e =
        assertThrows(
            FuseboxException.class, () -> AtomicFile.write(file.resolve("a.txt"), bytes("x")));
    assertTrue(e.getMessage().contains("a file stands where a folder is needed"), e.getMessage());
    Path taken = folder.resolve("taken");
    Files.createDirectories(taken.resolve("full"));
    assertThrows(FuseboxException.class, () -> AtomicFile.write(taken, bytes("x")));
    assertEquals(List.of("file", "taken"), names(folder));
  }

  private static void failing(Path file, IOException e) {
    AtomicFile.write(
        file,
        out -> {
          out.write(ByteBuffer.wrap(bytes("half")));
          throw e;
        });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
