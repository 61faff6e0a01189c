package io.fusebox.toolkit.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** The formats that can be decoded, recognised by their first bytes and never by a file's name. */
enum ImageFormat {
  PNG,
  JPEG,
  GIF,
  BMP,
  WEBP;

  static ImageFormat of(byte[] file) {
    if (starts(file, 0, "\u0089PNG\r\n\u001a\n")) {
      return PNG;
    } else if (starts(file, 0, "\u00ff\u00d8\u00ff")) {
      return JPEG;
    } else if (isGif(file)) {
      return GIF;
    } else if (starts(file, 0, "BM")) {
      return BMP;
    } else if (starts(file, 0, "RIFF") && starts(file, 8, "WEBP")) {
      requireWholeRiff(file);
      return WEBP;
    }
    throw new FuseboxException(
        "%d bytes that are not an image: they begin with %s; known are PNG, JPEG, GIF, BMP and WebP"
            .formatted(file.length, beginning(file)));
  }

  static boolean isGif(byte[] file) {
    return starts(file, 0, "GIF87a") || starts(file, 0, "GIF89a");
  }

  /** The WebP reader takes missing bytes for zeros; the container says how many there must be. */
  private static void requireWholeRiff(byte[] file) {
    long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffffffffL;
    if (8 + length > file.length) {
      throw new FuseboxException(
          "the WEBP image is cut off: it has %d bytes of %d: fetch it again"
              .formatted(file.length, 8 + length));
    }
  }

  private static boolean starts(byte[] file, int at, String magic) {
    byte[] bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
    return file.length >= at + bytes.length
        && java.util.Arrays.equals(file, at, at + bytes.length, bytes, 0, bytes.length);
  }

  private static String beginning(byte[] file) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < Math.min(8, file.length); i++) {
      hex.append("%02x ".formatted(file[i] & 0xff));
    }
    return hex.isEmpty() ? "nothing" : hex.toString().strip();
  }

  /** The bytes that a reader takes for each pixel, and the three that are made of it. */
  int bytesPerPixel(ImageReader reader) throws IOException {
    if (this == PNG) {
      ImageTypeSpecifier type = reader.getRawImageType(0);
      return 3 + (type == null ? 8 : Math.max(1, type.getColorModel().getPixelSize() / 8));
    }
    // As measured: the lossy WebP reader keeps objects for each block of pixels.
    return this == WEBP ? 45 : 7;
  }

  /** A new reader; the caller disposes of it. */
  ImageReader reader() {
    try {
      return this == WEBP
          ? new WebPImageReaderSpi().createReaderInstance()
          : platformReader(name().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The Java platform's own reader. A lookup by format could find another one that some library
   * left on the class path, and its pixels would be other ones.
   */
  private static ImageReader platformReader(String format) throws IOException {
    Iterator<ImageReaderSpi> all =
        registry().getServiceProviders(ImageReaderSpi.class, /* useOrdering= */ false);
    while (all.hasNext()) {
      ImageReaderSpi spi = all.next();
      if (spi.getClass().getName().startsWith("com.sun.imageio.plugins." + format + ".")) {
        return spi.createReaderInstance();
      }
    }
    throw new FuseboxException(
        "this Java has no reader for " + format + ": use one with the module java.desktop");
  }

  /**
   * The registry looks for plug-ins through the thread's class loader when it is first touched; a
   * bundle's loader there would make that first touch fail or find something else.
   */
  private static IIORegistry registry() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ImageFormat.class.getClassLoader());
    try {
      return IIORegistry.getDefaultInstance();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
