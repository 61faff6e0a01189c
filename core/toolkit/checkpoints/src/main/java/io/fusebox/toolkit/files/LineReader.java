package io.fusebox.toolkit.files;

import io.fusebox.api.FuseboxException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, one at a time and no longer than allowed, so that a wrong file ends in a
 * message rather than in a full memory. Everything that goes wrong is a {@link FuseboxException}
 * that names the file.
 */
public final class LineReader implements Closeable {
  private final Path file;
  private final InputStream in;
  private final int longest;
  private long number;
  private boolean inside;

  /**
   * Opens a file.
   *
   * @param longest how many bytes a line may have
   */
  public LineReader(Path file, int longest) {
    this.file = file;
    this.longest = longest;
    JsonFile.requireRegular(file);
    try {
      this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(file, IoErrorMessage.of(e)), e);
    }
  }

  /** The number of the line that was read last, from 1. */
  public long number() {
    return number;
  }

  /** The next line without its end, or null after the last one. */
  public byte @Nullable [] next() {
    try {
      return read();
    } catch (IOException e) {
      throw new FuseboxException(
          "%s:%d: cannot be read: %s".formatted(file, number, IoErrorMessage.of(e)), e);
    }
  }

  /**
   * Passes over the rest of a line that was too long.
   *
   * @return whether the last line that was asked for was one
   */
  public boolean skipLongLine() {
    try {
      boolean was = inside;
      for (int b = was ? in.read() : '\n'; b >= 0 && b != '\n'; ) {
        b = in.read();
      }
      inside = false;
      return was;
    } catch (IOException e) {
      throw new FuseboxException(
          "%s:%d: cannot be read: %s".formatted(file, number, IoErrorMessage.of(e)), e);
    }
  }

  private byte @Nullable [] read() throws IOException {
    int b = in.read();
    if (b < 0) {
      return null;
    }
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    for (; b >= 0 && b != '\n'; b = in.read()) {
      if (line.size() == longest) {
        inside = true;
        throw new FuseboxException(
            "%s:%d: the line is longer than %d bytes; is it the right file?"
                .formatted(file, number, longest));
      }
      line.write(b);
    }
    return line.toByteArray();
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new FuseboxException("cannot close %s: %s".formatted(file, IoErrorMessage.of(e)), e);
    }
  }
}
