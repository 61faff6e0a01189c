package io.fusebox.toolkit.files;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Inputs, which are untrusted: files, or folders of files (a video as images). All methods throw
 * {@link FuseboxException} when there is no such input.
 */
public final class InputReader {
  /** No image, audio or short video of a data set is larger. */
  private static final long MAX_BYTES = 512L << 20;

  /** More than an hour of video, image by image. */
  private static final int MAX_FILES = 100_000;

  private InputReader() {}

  /** The bytes of a file, which must not be too large to hold. */
  public static byte[] read(Path file) {
    require(Files.isRegularFile(file), "there is no file " + file + "; check the path in the data");
    return JsonFile.readBytes(file, MAX_BYTES);
  }

  /**
   * The input itself if it is a file; of a folder, its files in the order of their names, numbers
   * in them as numbers.
   */
  public static List<Path> files(Path input) {
    if (!Files.isDirectory(input)) {
      require(
          Files.isRegularFile(input), "there is no file " + input + "; check the path in the data");
      return List.of(input);
    }
    try (Stream<Path> all = Files.list(input)) {
      List<Path> files =
          all.limit(MAX_FILES + 1L)
              .filter(InputReader::isSeen)
              .map(NaturalOrder::of)
              .sorted()
              .map(NaturalOrder::file)
              .toList();
      require(
          files.size() <= MAX_FILES,
          "the folder %s has more than %d files: is it an input?".formatted(input, MAX_FILES));
      return files;
    } catch (IOException e) {
      throw new FuseboxException(
          "the folder %s cannot be read: %s".formatted(input, IoErrorMessage.of(e)), e);
    }
  }

  /** The bytes of an input, of all its files; 0 of one that is not there. */
  public static long size(Path input) {
    try {
      return files(input).stream().mapToLong(file -> file.toFile().length()).sum();
    } catch (FuseboxException e) {
      return 0; // Anyone who reads it refuses it in words.
    }
  }

  private static boolean isSeen(Path file) {
    return Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".");
  }
}
