package io.fusebox.features;

import static io.fusebox.plugin.Settings.require;

import io.fusebox.FuseboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads input files, which come from strangers. */
public final class InputFiles {
  /** No picture, sound or short film of a data set is larger. */
  private static final long MAX_BYTES = 512L << 20;

  private InputFiles() {}

  /** The file's bytes; 0 when there is no such file, which {@link #read} refuses in words. */
  static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /** The bytes of a file; refused when it is missing or too large. */
  public static byte[] read(Path file) {
    require(Files.isRegularFile(file), "there is no file " + file + "; check the path in the data");
    try {
      long size = Files.size(file);
      require(
          size <= MAX_BYTES,
          "the file %s has %d bytes, at most %d are read".formatted(file, size, MAX_BYTES));
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new FuseboxException("the file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
