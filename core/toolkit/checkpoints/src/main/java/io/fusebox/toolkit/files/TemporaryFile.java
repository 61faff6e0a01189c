package io.fusebox.toolkit.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files in the temporary folder as it is set now: {@link Files#createTempFile} looks once, when
 * Java starts, and that folder may be one that cannot be written.
 */
public final class TemporaryFile {
  private TemporaryFile() {}

  /** Java's temporary folder. */
  public static Path folder() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** Makes an empty file, which the caller deletes. */
  public static Path create(String suffix) throws IOException {
    return Files.createTempFile(folder(), "fusebox", suffix);
  }
}
