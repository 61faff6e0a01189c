package io.fusebox.toolkit.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes images as BMP files: the smallest form in which any image encoder takes them. */
public final class BmpWriter {
  private static final int HEADERS = 14 + 40;

  private BmpWriter() {}

  /** The file of an image, 24 bits a pixel; decoding it gives the same pixels. */
  public static byte[] of(Pixels image) {
    int row = (3 * image.width() + 3) / 4 * 4;
    int size = Math.addExact(HEADERS, Math.multiplyExact(row, image.height()));
    ByteBuffer bmp = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    bmp.put((byte) 'B').put((byte) 'M').putInt(size).putInt(0).putInt(HEADERS);
    bmp.putInt(40).putInt(image.width()).putInt(image.height());
    bmp.putShort((short) 1).putShort((short) 24);
    byte[] file = bmp.array();
    for (int y = 0; y < image.height(); y++) {
      int from = 3 * y * image.width();
      int to = HEADERS + (image.height() - 1 - y) * row; // from the bottom up
      for (int i = 0; i < 3 * image.width(); i += 3) {
        file[to + i] = image.rgb()[from + i + 2];
        file[to + i + 1] = image.rgb()[from + i + 1];
        file[to + i + 2] = image.rgb()[from + i];
      }
    }
    return file;
  }
}
