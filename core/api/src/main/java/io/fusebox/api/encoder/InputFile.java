package io.fusebox.api.encoder;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** One input file, read whole. It is untrusted, so its size is bounded. */
final class InputFile {
  /** No image, audio or short video of a data set is larger. */
  private static final int MAX_BYTES = 512 << 20;

  private InputFile() {}

  static byte[] read(Path file) {
    require(Files.isRegularFile(file), "there is no file " + file + "; check the path in the data");
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES);
      require(
          in.read() < 0,
          "%s has more than the %d bytes that an input may have; is it the right file?"
              .formatted(file, MAX_BYTES));
      return bytes;
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
