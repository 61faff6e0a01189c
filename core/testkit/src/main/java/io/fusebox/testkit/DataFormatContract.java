package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.data.DataFormat;
import io.fusebox.api.data.DataFormat.Limits;
import io.fusebox.api.data.DataFormat.Source;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Example;
import io.fusebox.fixtures.Fixtures;
import io.fusebox.fixtures.HostileInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of every data format: it reads its own data alone, whole, and whatever is in them.
 */
public interface DataFormatContract {
  /** A new data format. */
  DataFormat format();

  /**
   * Writes two or more examples of this format, which name inputs or not.
   *
   * @param folder an empty folder
   * @return the path that a user would name: a file in the folder, or the folder
   */
  Path write(Path folder) throws IOException;

  /** The split of {@link #write} to read; empty where there is but one. */
  default Optional<String> split() {
    return Optional.empty();
  }

  /** Whether it recognizes its data; one that can only be asked for by name does not. */
  default boolean recognizesItsData() {
    return true;
  }

  /** Whether its files are text (JSON, CSV); others are damaged in other ways. */
  default boolean isText() {
    return true;
  }

  private Source source(Path path, Optional<String> split) {
    Set<String> all = Set.of(Modality.IMAGE.id(), Modality.AUDIO.id(), Modality.VIDEO.id());
    return new Source(path.toAbsolutePath(), split, all, Set.of(), Limits.DEFAULT);
  }

  @Test
  default void describesItsLayoutInALine() {
    String layout = format().layout();
    assertFalse(layout.isBlank());
    assertEquals(1, layout.lines().count(), layout);
  }

  @Test
  default void recognizesItsDataAndNothingElse(@TempDir Path folder) throws IOException {
    Path own = write(Files.createDirectories(folder.resolve("own")));
    assertEquals(recognizesItsData(), format().recognizes(own));
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertFalse(format().recognizes(empty), "an empty folder");
    Path notes = Files.writeString(folder.resolve("notes.of-nobody"), "no data\n");
    assertFalse(format().recognizes(notes), "a file of another ending");
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("notes.of-nobody"), "no data\n");
    assertFalse(format().recognizes(other), "a folder with another file");
  }

  @Test
  default void readsTheSameExamplesEachTime(@TempDir Path folder) throws IOException {
    Path own = write(folder);
    List<Example> once = CollectedExamples.of(format(), source(own, split()));
    assertTrue(once.size() > 1, "two or more examples, found " + once.size());
    assertEquals(once, CollectedExamples.of(format(), source(own, split())));
    Set<String> ids = new HashSet<>();
    for (Example example : once) {
      assertTrue(ids.add(example.id()), "the id " + example.id() + " is there twice");
      example
          .files()
          .forEach(
              (input, files) ->
                  files.forEach(f -> assertTrue(f.isAbsolute(), input + " is not absolute: " + f)));
    }
  }

  @Test
  default void handsOnWhatTheReaderThrowsAndClosesItsFiles(@TempDir Path folder)
      throws IOException {
    Path own = write(folder);
    FuseboxException enough = new FuseboxException("that is enough");
    CollectedExamples first = CollectedExamples.until(1, enough);
    FuseboxException thrown =
        assertThrows(FuseboxException.class, () -> format().read(source(own, split()), first));
    assertTrue(
        thrown == enough || thrown.getMessage().contains("that is enough"),
        "what the reader threw is hidden by: " + thrown.getMessage());
    assertEquals(1, first.list().size(), "examples after the reader had enough");
    CollectedExamples.of(format(), source(own, split()));
    assertEquals(List.of(), OpenFiles.in(folder), "files that are still open");
  }

  @Test
  default void refusesASplitThatIsNotThere(@TempDir Path folder) throws IOException {
    Path own = write(folder);
    if (split().isEmpty()) {
      return;
    }
    FuseboxException refused =
        assertThrows(
            FuseboxException.class,
            () -> CollectedExamples.of(format(), source(own, Optional.of("nosuchsplit"))));
    assertTrue(refused.getMessage().contains("nosuchsplit"), refused.getMessage());
  }

  @Test
  default void refusesAMissingFileInWords(@TempDir Path folder) throws IOException {
    Path own = write(folder);
    for (Path file : filesIn(folder)) {
      Files.delete(file);
    }
    FuseboxException refused =
        assertThrows(
            FuseboxException.class, () -> CollectedExamples.of(format(), source(own, split())));
    assertFalse(String.valueOf(refused.getMessage()).isBlank());
  }

  /** Each file of the data in turn, with bytes or values changed, cut off, repeated. */
  @Test
  default void readsOrRefusesDamagedFiles(@TempDir Path folder) throws IOException {
    Path own = write(folder);
    for (Path file : filesIn(folder)) {
      byte[] good = Fixtures.bytes(file);
      if (good.length == 0) {
        continue; // an input that nobody opens
      }
      String name = file.getFileName().toString();
      HostileInputs inputs =
          isText()
              ? HostileInputs.ofText(name, List.of(good))
              : HostileInputs.ofBytes(name, List.of(good));
      inputs.tryAll(
          60,
          bytes -> {
            Files.write(file, bytes);
            CollectedExamples.of(format(), source(own, split()));
          });
      Files.write(file, good);
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
