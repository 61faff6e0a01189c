package io.fusebox.toolkit.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Image files of 37 x 29 pixels, most of them, and what Pillow made of them. */
final class Images {
  private Images() {}

  static byte[] bytes(String name) {
    try (InputStream in = Images.class.getResourceAsStream("/images/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Pixels decoded(String name) {
    return new ImageDecoder().decode(bytes(name));
  }
}
