package io.fusebox.toolkit.checkpoint;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** SHA-256 of what a checkpoint is made of. */
final class CheckpointHash {
  private static final int CHUNK = 1 << 20;

  private CheckpointHash() {}

  /**
   * Over each file's length and bytes, in order: not over names, so a renamed folder is the same.
   */
  static String ofFiles(List<Path> files) {
    Sha256 sha = new Sha256();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        sha.number(channel.size());
        while (channel.read(chunk.clear()) >= 0) {
          sha.bytes(chunk.flip());
        }
      } catch (IOException e) {
        throw new FuseboxException("cannot read %s: %s".formatted(file, IoErrorMessage.of(e)), e);
      }
    }
    return sha.hex();
  }

  /** Over each part's length and bytes, in order. */
  static byte[] ofBytes(byte[]... parts) {
    Sha256 sha = new Sha256();
    for (byte[] part : parts) {
      sha.number((long) part.length).bytes(part);
    }
    return sha.digest();
  }
}
