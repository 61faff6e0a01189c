package io.fusebox.toolkit.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes images as BMP files: the smallest form in which any image encoder takes them. */
public final class BmpWriter {
  private static final int HEADERS = 14 + 40;

  private BmpWriter() {}

  /** The file of an image, 24 bits a pixel; decoding it gives the same pixels. */
  public static byte[] of(Pixels picture) {
    int row = (3 * picture.width() + 3) / 4 * 4;
    int size = Math.addExact(HEADERS, Math.multiplyExact(row, picture.height()));
    ByteBuffer bmp = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    bmp.put((byte) 'B').put((byte) 'M').putInt(size).putInt(0).putInt(HEADERS);
    bmp.putInt(40).putInt(picture.width()).putInt(picture.height());
    bmp.putShort((short) 1).putShort((short) 24);
    byte[] file = bmp.array();
    for (int y = 0; y < picture.height(); y++) {
      int from = 3 * y * picture.width();
      int to = HEADERS + (picture.height() - 1 - y) * row; // from the bottom up
      for (int i = 0; i < 3 * picture.width(); i += 3) {
        file[to + i] = picture.rgb()[from + i + 2];
        file[to + i + 1] = picture.rgb()[from + i + 1];
        file[to + i + 2] = picture.rgb()[from + i];
      }
    }
    return file;
  }
}
