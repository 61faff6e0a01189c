package io.fusebox.toolkit.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds how an image file says that it is to be turned, as Pillow's {@code exif_transpose} does: in
 * EXIF, else in XMP. What is malformed says nothing.
 */
final class ExifOrientation {
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int ENTRY = 12;
  private static final int VALUE = 8;

  /** How many bytes a value of each of TIFF's types takes; unknown ones none. */
  private static final int[] BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  private static final Pattern XMP = Pattern.compile("tiff:Orientation(?:=\"|>)([0-9])");

  private ExifOrientation() {}

  /** The orientation in a file of this format; {@link Transpose#NONE} if nothing. */
  static Transpose of(ImageFormat format, byte[] file) {
    ImageMetadata found = ImageMetadata.of(format, file);
    int orientation = found.exif().map(ExifOrientation::orientation).orElse(0);
    return Transpose.ofExif(
        orientation != 0 ? orientation : found.xmp().map(ExifOrientation::xmp).orElse(0));
  }

  private static int xmp(ByteBuffer block) {
    Matcher found = XMP.matcher(StandardCharsets.ISO_8859_1.decode(block));
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  /** The entry of the first directory of a TIFF block; 0 if there is none. */
  private static int orientation(ByteBuffer block) {
    int orientation = 0;
    try {
      ByteBuffer tiff = withoutName(block);
      tiff.order(order(tiff));
      long directory = Integer.toUnsignedLong(tiff.getInt(4));
      int entries = Short.toUnsignedInt(tiff.getShort(Math.toIntExact(directory)));
      for (long at = directory + 2; at < directory + 2 + (long) ENTRY * entries; at += ENTRY) {
        int found = value(tiff, Math.toIntExact(at));
        orientation = found > 0 ? found : orientation;
      }
    } catch (IndexOutOfBoundsException e) {
      return orientation; // of a directory that is damaged or cut off, what was read so far
    } catch (IllegalArgumentException | ArithmeticException e) {
      return 0;
    }
    return orientation;
  }

  /** Some files have the name of JPEG's segment in front. */
  private static ByteBuffer withoutName(ByteBuffer block) {
    return block.get(0) == 'E' ? block.slice(6, block.limit() - 6) : block.slice();
  }

  private static ByteOrder order(ByteBuffer tiff) {
    return switch (tiff.getInt(0)) {
      case 0x49492a00 -> ByteOrder.LITTLE_ENDIAN;
      case 0x4d4d002a -> ByteOrder.BIG_ENDIAN;
      default -> throw new IllegalArgumentException("no TIFF");
    };
  }

  /** The orientation in an entry; 0 if it is about something else. */
  private static int value(ByteBuffer tiff, int entry) {
    Objects.checkFromIndexSize(entry, ENTRY, tiff.limit());
    int type = Short.toUnsignedInt(tiff.getShort(entry + 2));
    int unit = type < BYTES.length ? BYTES[type] : 0;
    long size = unit * Integer.toUnsignedLong(tiff.getInt(entry + 4));
    int inside = entry + VALUE;
    long at = size <= 4 ? inside : Integer.toUnsignedLong(tiff.getInt(inside));
    Objects.checkFromIndexSize(at, size, (long) tiff.limit());
    if (Short.toUnsignedInt(tiff.getShort(entry)) != ORIENTATION || size == 0) {
      return 0;
    } else if (type == SHORT) {
      return Short.toUnsignedInt(tiff.getShort((int) at));
    }
    return type == LONG ? tiff.getInt((int) at) : 0;
  }
}
