package io.fusebox.toolkit.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Image files of 37 x 29 pixels with a block that says how they are to be turned. */
final class Photographs {
  private Photographs() {}

  static byte[] jpeg(byte[] exif) {
    return jpeg("Exif\0\0", exif);
  }

  static byte[] jpegWithXmp(String xmp) {
    return jpeg("http://ns.adobe.com/xap/1.0/\0", xmp.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] jpeg(String name, byte[] content) {
    byte[] file = Images.bytes("ycc_444.jpg");
    byte[] body = joined(name.getBytes(StandardCharsets.US_ASCII), content);
    ByteBuffer head = ByteBuffer.allocate(4).putShort((short) 0xffe1);
    head.putShort((short) (2 + body.length));
    return inserted(file, 2, joined(head.array(), body));
  }

  static byte[] png(byte[] exif) {
    byte[] file = Images.bytes("rgb.png");
    byte[] content = joined("eXIf".getBytes(StandardCharsets.US_ASCII), exif);
    CRC32 crc = new CRC32();
    crc.update(content);
    ByteBuffer chunk = ByteBuffer.allocate(8 + content.length);
    chunk.putInt(exif.length).put(content).putInt((int) crc.getValue());
    return inserted(file, file.length - 12, chunk.array()); // behind the pixels, before the end
  }

  static byte[] webp(byte[] exif) {
    byte[] file = Images.bytes("lossless.webp");
    int padded = exif.length + (exif.length & 1);
    ByteBuffer chunk = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    chunk.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(exif.length).put(exif);
    byte[] longer = joined(file, chunk.array());
    ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN).putInt(4, longer.length - 8);
    return longer;
  }

  static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static byte[] inserted(byte[] file, int at, byte[] part) {
    byte[] end = Arrays.copyOfRange(file, at, file.length);
    return joined(joined(Arrays.copyOf(file, at), part), end);
  }
}
