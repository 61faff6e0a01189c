package io.fusebox.toolkit.files;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file so that readers see the old one or the whole new one, never a half: a temporary
 * file next to the target, forced to the disk, then renamed over it.
 */
public final class AtomicFile {
  /** As many as Linux follows. */
  private static final int MAX_LINKS = 40;

  private AtomicFile() {}

  /** The content of the file. */
  public interface Content {
    void writeTo(WritableByteChannel out) throws IOException;
  }

  /** Writes {@code bytes} to {@code target}; missing folders are made. */
  public static void write(Path target, byte[] bytes) {
    write(target, out -> writeAll(out, ByteBuffer.wrap(bytes)));
  }

  /**
   * Writes {@code content} to {@code target}; missing folders are made.
   *
   * @throws FuseboxException when it cannot be written (full disk, no permission); then the target
   *     is as it was and nothing half-written is left
   */
  public static void write(Path target, Content content) {
    Path file = replaceable(target);
    Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectories(file.getParent());
      writeForced(temporary, content);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder(requireNonNull(file.getParent()));
    } catch (IOException e) {
      throw cannotWrite(target, e);
    } catch (UncheckedIOException e) {
      throw cannotWrite(target, requireNonNull(e.getCause()));
    } finally {
      deleteQuietly(temporary);
    }
  }

  /**
   * The file that a name leads to through links: what is renamed over a link would leave the file
   * behind it as it was, and over a device or a pipe, take its place.
   *
   * @throws FuseboxException when there is something else than a file
   */
  public static Path replaceable(Path target) {
    try {
      Path file = target.toAbsolutePath();
      for (int links = 0; Files.isSymbolicLink(file) && links < MAX_LINKS; links++) {
        file = file.resolveSibling(Files.readSymbolicLink(file)).normalize();
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new FuseboxException(
            "cannot write %s: it is no file, and is not replaced; name a file".formatted(target));
      }
      return file;
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  /** Writes every remaining byte; a channel may take fewer at a time. */
  public static void writeAll(WritableByteChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static void writeForced(Path temporary, Content content) throws IOException {
    try (FileChannel out =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      content.writeTo(out);
      out.force(true);
    }
  }

  /** Makes the rename itself last; some systems cannot open a folder, and lose nothing but that. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The file is written and renamed; only a power cut right now could undo the rename.
    }
  }

  private static void deleteQuietly(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // The reason why the write failed says more than this one would.
    }
  }

  private static FuseboxException cannotWrite(Path target, IOException e) {
    return new FuseboxException(
        "cannot write %s: %s; the file is as it was before. Make room or choose another place"
            .formatted(target, IoErrorMessage.of(e)),
        e);
  }
}
