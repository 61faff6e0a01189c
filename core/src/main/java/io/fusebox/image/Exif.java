package io.fusebox.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds how a picture file says that it is to be turned, as Pillow's {@code exif_transpose} does:
 * in EXIF, else in XMP. What is malformed says nothing.
 */
final class Exif {
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int ENTRY = 12;
  private static final Pattern XMP = Pattern.compile("tiff:Orientation(?:=\"|>)([0-9])");

  private Exif() {}

  /** What a file of this format says; {@link Transpose#NONE} if nothing. */
  static Transpose of(ImageFormat format, byte[] file) {
    Metadata found = Metadata.of(format, file);
    int orientation = found.exif().map(Exif::orientation).orElse(0);
    return Transpose.ofExif(orientation != 0 ? orientation : found.xmp().map(Exif::xmp).orElse(0));
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
      tiff.position(Math.toIntExact(Integer.toUnsignedLong(tiff.getInt(4))));
      int entries = Short.toUnsignedInt(tiff.getShort());
      for (int i = 0; i < entries; i++) {
        ByteBuffer entry = tiff.slice(tiff.position(), ENTRY).order(tiff.order());
        orientation = isOrientation(entry) ? value(entry) : orientation;
        tiff.position(tiff.position() + ENTRY);
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      return orientation; // of a directory that is cut off, what was read so far
    } catch (IllegalArgumentException | ArithmeticException e) {
      return 0; // a place outside of the block
    }
    return orientation;
  }

  /** Some files have the name of JPEG's segment in front. */
  private static ByteBuffer withoutName(ByteBuffer block) {
    return block.get(0) == 'E' ? block.slice(6, block.limit() - 6) : block.slice();
  }

  private static ByteOrder order(ByteBuffer tiff) {
    return switch (tiff.getShort(0)) {
      case 0x4949 -> ByteOrder.LITTLE_ENDIAN;
      case 0x4d4d -> ByteOrder.BIG_ENDIAN;
      default -> throw new IllegalArgumentException("no TIFF");
    };
  }

  private static boolean isOrientation(ByteBuffer entry) {
    int type = entry.getShort(2);
    return Short.toUnsignedInt(entry.getShort(0)) == ORIENTATION
        && (type == SHORT || type == LONG)
        && entry.getInt(4) == 1;
  }

  private static int value(ByteBuffer entry) {
    return entry.getShort(2) == SHORT ? Short.toUnsignedInt(entry.getShort(8)) : entry.getInt(8);
  }
}
