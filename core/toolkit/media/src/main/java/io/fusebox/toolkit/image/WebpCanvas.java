package io.fusebox.toolkit.image;

import io.fusebox.api.FuseboxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where the first frame of an animated WebP lies on its canvas, which is black around it, as in
 * Pillow.
 */
record WebpCanvas(int width, int height, int left, int top) {
  private static final int FIRST_CHUNK = 12;
  private static final int BODY = 8;

  /** That of a file; empty if it is not animated, or too damaged to say. */
  static Optional<WebpCanvas> of(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long at = FIRST_CHUNK;
    while (at + BODY + 10 <= file.length) {
      int body = (int) at + BODY;
      if (is(file, (int) at, "ANMF") && is(file, FIRST_CHUNK, "VP8X")) {
        int canvas = FIRST_CHUNK + BODY + 4;
        return Optional.of(
            new WebpCanvas(
                u24(bytes, canvas) + 1,
                u24(bytes, canvas + 3) + 1,
                2 * u24(bytes, body),
                2 * u24(bytes, body + 3)));
      }
      long length = Integer.toUnsignedLong(bytes.getInt((int) at + 4));
      at = body + length + (length & 1);
    }
    return Optional.empty();
  }

  /** The whole canvas with the frame on it. */
  Pixels draw(Pixels frame) {
    if (left + frame.width() > width || top + frame.height() > height) {
      throw new FuseboxException(
          "the WEBP image is damaged: its first frame lies beyond its canvas of %d x %d"
              .formatted(width, height));
    }
    Pixels canvas = Pixels.black(height, width);
    int row = 3 * frame.width();
    for (int y = 0; y < frame.height(); y++) {
      int to = 3 * ((top + y) * width + left);
      System.arraycopy(frame.rgb(), y * row, canvas.rgb(), to, row);
    }
    return canvas;
  }

  private static int u24(ByteBuffer bytes, int at) {
    return bytes.getShort(at) & 0xffff | (bytes.get(at + 2) & 0xff) << 16;
  }

  private static boolean is(byte[] file, int at, String type) {
    return new String(file, at, 4, StandardCharsets.ISO_8859_1).equals(type);
  }
}
