package io.fusebox.toolkit.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The blocks of metadata in an image file. The file is not to be trusted: what lies beyond its end
 * is not there.
 *
 * @param exif a TIFF block, perhaps behind a name
 * @param xmp an XML text
 */
record ImageMetadata(Optional<ByteBuffer> exif, Optional<ByteBuffer> xmp) {
  private static final String XAP = "http://ns.adobe.com/xap/1.0/\0";
  private static final String PNG_XMP = "XML:com.adobe.xmp\0\0\0\0\0"; // not compressed
  private static final int PNG_SIGNATURE = 8;
  private static final int WEBP_HEADER = 12;

  static ImageMetadata of(ImageFormat format, byte[] file) {
    return switch (format) {
      case JPEG -> new ImageMetadata(jpeg(file, "Exif\0\0"), jpeg(file, XAP));
      case PNG -> new ImageMetadata(png(file, "eXIf", ""), png(file, "iTXt", PNG_XMP));
      case WEBP -> new ImageMetadata(webp(file, "EXIF"), webp(file, "XMP "));
      case GIF, BMP -> new ImageMetadata(Optional.empty(), Optional.empty());
    };
  }

  /** The first APP1 segment of this name, before the image itself. */
  private static Optional<ByteBuffer> jpeg(byte[] file, String name) {
    int at = 2;
    while (at + 4 <= file.length && file[at] == (byte) 0xff && file[at + 1] != (byte) 0xda) {
      if (file[at + 1] == (byte) 0xff) {
        at++; // a fill byte
        continue;
      }
      int length = (file[at + 2] & 0xff) << 8 | file[at + 3] & 0xff;
      if (file[at + 1] == (byte) 0xe1 && starts(file, at + 4, name)) {
        int from = at + 4 + name.length();
        return block(file, from, length - 2L - name.length());
      }
      at += 2 + Math.max(2, length);
    }
    return Optional.empty();
  }

  private static Optional<ByteBuffer> png(byte[] file, String type, String name) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    long at = PNG_SIGNATURE;
    while (at + 8 <= file.length) {
      long length = Integer.toUnsignedLong(bytes.getInt((int) at));
      int body = (int) at + 8;
      if (starts(file, (int) at + 4, type) && starts(file, body, name)) {
        return block(file, body + name.length(), length - name.length());
      }
      at += 12 + length;
    }
    return Optional.empty();
  }

  private static Optional<ByteBuffer> webp(byte[] file, String type) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long at = WEBP_HEADER;
    while (at + 8 <= file.length) {
      long length = Integer.toUnsignedLong(bytes.getInt((int) at + 4));
      if (starts(file, (int) at, type)) {
        return block(file, (int) at + 8, length);
      }
      at += 8 + length + (length & 1);
    }
    return Optional.empty();
  }

  /** The part of a block that is in the file. */
  private static Optional<ByteBuffer> block(byte[] file, int from, long length) {
    long there = Math.min(length, file.length - from);
    return there <= 0
        ? Optional.empty()
        : Optional.of(ByteBuffer.wrap(file).slice(from, (int) there));
  }

  private static boolean starts(byte[] file, int at, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
    int end = at + bytes.length;
    return end <= file.length && Arrays.equals(file, at, end, bytes, 0, bytes.length);
  }
}
