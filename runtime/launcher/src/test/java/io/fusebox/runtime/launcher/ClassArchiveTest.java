package io.fusebox.runtime.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  @TempDir Path folder;

  @Test
  void oneThatIsThereStays() throws IOException {
    Path file = Files.writeString(folder.resolve("1-1.jsa"), "there");
    Files.writeString(folder.resolve("1-1.jsa.size"), "5");
    new ClassArchive(file, folder.resolve("list")).make();
    assertEquals("there", Files.readString(file));
  }

  @Test
  void aFolderThatCannotBeMadeIsNoFault() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "").resolve("classes/1-1.jsa");
    new ClassArchive(file, folder.resolve("list")).make();
    assertFalse(Files.exists(file));
  }

  @Test
  void itIsMadeOfTheWholeLinesOfTheListWhichGoes() throws IOException {
    Files.writeString(folder.resolve("1-0.jsa"), "of another build");
    Path list = Files.writeString(folder.resolve("1-1.jsa.77"), "java/lang/String id: 1\njava/la");
    Path file = folder.resolve("1-1.jsa");
    ClassArchive archive = new ClassArchive(file, list);
    archive.make();
    archive.deleteList();
    assertEquals(Set.of("lock", "1-1.jsa", "1-1.jsa.size"), names());
    String size = Files.readString(folder.resolve("1-1.jsa.size"));
    assertEquals(Long.toString(Files.size(file)), size);
  }

  @Test
  void withoutAListThereIsNone() throws IOException {
    new ClassArchive(folder.resolve("1-1.jsa"), folder.resolve("1-1.jsa.77")).make();
    assertEquals(Set.of("lock"), names());
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
