package io.fusebox.runtime.ffmpeg;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Whether a file ends where its container does, for those that ffmpeg tells no length of. An Ogg
 * file says none, but its last page is marked as the last one, also in what was written into a
 * pipe; Wave64 and AVI say how many bytes they have.
 */
final class ContainerEnd {
  /** No page of an Ogg file is longer. */
  private static final int PAGE = 27 + 255 + 255 * 255;

  private static final int MAGIC = 0x5367674f; // OggS
  private static final int HEADER = 27;
  private static final int LAST = 4;

  private ContainerEnd() {}

  /** Whether the file ends too early; false where nothing is said. */
  static boolean isMissing(Path path, String format) {
    return switch (format) {
      case "ogg" -> isLastPageMissing(path);
      case "w64" -> isLarger(path, bytes(path, 0, 24).getLong(16));
      case "avi" -> isLarger(path, 8 + (bytes(path, 0, 8).getInt(4) & 0xffffffffL));
      default -> false;
    };
  }

  /** A size is filled in at the end; into a pipe, 0 or the largest number is written. */
  private static boolean isLarger(Path path, long size) {
    return size != 8 + 0xffffffffL && size > path.toFile().length();
  }

  private static boolean isLastPageMissing(Path path) {
    ByteBuffer tail = bytes(path, path.toFile().length() - PAGE - HEADER, PAGE + HEADER);
    int at = tail.limit() - HEADER;
    while (at >= 0 && tail.getInt(at) != MAGIC) {
      at--;
    }
    return at < 0 || (tail.get(at + 5) & LAST) == 0 || end(tail, at) > tail.limit();
  }

  private static int end(ByteBuffer tail, int page) {
    int segments = tail.get(page + 26) & 0xff;
    int end = page + HEADER + segments;
    for (int i = 0; i < segments && page + HEADER + i < tail.limit(); i++) {
      end += tail.get(page + HEADER + i) & 0xff;
    }
    return end;
  }

  private static ByteBuffer bytes(Path path, long from, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel file = FileChannel.open(path)) {
      file.position(Math.max(0, from));
      int read = 0;
      while (read >= 0 && bytes.hasRemaining()) {
        read = file.read(bytes);
      }
      return bytes.flip();
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(path, IoErrorMessage.of(e)), e);
    }
  }
}
