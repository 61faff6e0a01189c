package io.fusebox.toolkit.checkpoint;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of what a checkpoint is made of. */
final class CheckpointHash {
  private static final int CHUNK = 1 << 20;

  private CheckpointHash() {}

  /**
   * Over each file's length and bytes, in order: not over names, so a renamed folder is the same.
   */
  static String ofFiles(List<Path> files) {
    MessageDigest digest = Sha256.digest();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        updateLength(digest, channel.size());
        while (channel.read(chunk.clear()) >= 0) {
          digest.update(chunk.flip());
        }
      } catch (IOException e) {
        throw new FuseboxException("cannot read %s: %s".formatted(file, IoErrorMessage.of(e)), e);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Over each part's length and bytes, in order. */
  static byte[] ofBytes(byte[]... parts) {
    MessageDigest digest = Sha256.digest();
    for (byte[] part : parts) {
      updateLength(digest, part.length);
      digest.update(part);
    }
    return digest.digest();
  }

  private static void updateLength(MessageDigest digest, long length) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, length));
  }
}
