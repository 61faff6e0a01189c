package io.fusebox.runtime.training.versions;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.AtomicFile;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of weights as bytes; they may be too large to hold. */
final class WeightBytes {
  private WeightBytes() {}

  /** SHA-256 of a safetensors file's tensors, whatever its header says of them. */
  static String digest(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(
          ByteBuffer.wrap(in.readNBytes(Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong());
      return new Sha256().bytes(in).hex();
    } catch (IOException | BufferUnderflowException e) {
      String reason =
          e instanceof IOException io ? IoErrorMessage.of(io) : "it is not a safetensors file";
      throw new FuseboxException("cannot read %s: %s".formatted(file, reason), e);
    }
  }

  /** Whether two files hold the same. */
  static boolean equal(Path one, Path other) {
    try {
      return Files.mismatch(one, other) == -1;
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(one, IoErrorMessage.of(e)), e);
    }
  }

  /** Puts a copy of a file in the place of another. */
  static void copy(Path from, Path to) {
    try (FileChannel in = FileChannel.open(from)) {
      AtomicFile.write(
          to,
          out -> {
            long done = 0;
            while (done < in.size()) {
              done += in.transferTo(done, in.size() - done, out);
            }
          });
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(from, IoErrorMessage.of(e)), e);
    }
  }
}
