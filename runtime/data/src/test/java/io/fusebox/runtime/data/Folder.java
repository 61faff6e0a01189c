package io.fusebox.runtime.data;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder that tests fill and read. */
record Folder(Path path) {
  static final List<String> KNOWN = List.of("image", "audio", "video");

  Folder file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  Folder file(String name, byte[] content) {
    try {
      Path file = path.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty file, which is enough of an image for anyone who only looks for it. */
  Folder image(String name) {
    return file(name, "");
  }

  Dataset read(String name, String split) {
    return new Datasets(ShippedFormats.all())
        .read(DatasetSource.of(path.resolve(name), split, KNOWN));
  }

  /** Reads and expects to be refused with a message that has all these parts. */
  void refuses(String name, String split, String... parts) {
    String message = assertThrows(FuseboxException.class, () -> read(name, split)).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "expected '" + part + "' in: " + message);
    }
  }
}
