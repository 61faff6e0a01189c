package io.fusebox.toolkit.image;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.image.GifFrame.Disposal;
import java.util.ArrayList;
import java.util.List;

/**
 * How a GIF's frames lie on its canvas and follow one another, read from the file's headers.
 *
 * @param background the palette index that the file names for the canvas; 0 without a palette
 */
record GifLayout(int width, int height, int background, List<GifFrame> frames) {
  GifLayout {
    frames = List.copyOf(frames);
  }

  /** Reads the headers of at most {@code most} frames. */
  static GifLayout read(byte[] file, int most) {
    return new Reader(new GifBytes(file)).layout(most);
  }

  private static final class Reader {
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int IMAGE = 0x2c;
    private static final int TRAILER = 0x3b;

    private final GifBytes in;
    private final List<GifFrame> frames = new ArrayList<>();
    private int transparent = -1;
    private int delay;
    // Pillow lets the last method that was named hold until another one is.
    private Disposal disposal = Disposal.KEEP;

    Reader(GifBytes in) {
      this.in = in;
    }

    GifLayout layout(int most) {
      in.skip(6);
      int width = in.u16();
      int height = in.u16();
      int flags = in.u8();
      int background = in.u8();
      in.skip(1);
      boolean palette = in.skipPalette(flags);
      blocks(most);
      if (frames.isEmpty()) {
        throw new FuseboxException("the GIF image has no first frame: it is damaged");
      }
      return new GifLayout(width, height, palette ? background : 0, frames);
    }

    private void blocks(int most) {
      while (frames.size() < most && !in.ended()) {
        int kind = in.u8();
        if (kind == EXTENSION) {
          extension();
        } else if (kind == IMAGE) {
          image(frames.size() + 1 < most);
        } else if (kind == TRAILER) {
          return;
        }
      }
    }

    private void extension() {
      int label = in.u8();
      int length = in.u8();
      if (label == GRAPHIC_CONTROL && length == 4) {
        graphicControl();
      } else {
        in.skip(length);
      }
      if (length != 0) {
        in.skipBlocks();
      }
    }

    private void graphicControl() {
      int flags = in.u8();
      delay = in.u16();
      int index = in.u8();
      transparent = (flags & 1) == 1 ? index : -1;
      int bits = flags >> 2 & 7;
      disposal = bits == 0 ? disposal : Disposal.of(bits);
    }

    private void image(boolean more) {
      int left = in.u16();
      int top = in.u16();
      int width = in.u16();
      int height = in.u16();
      frames.add(new GifFrame(left, top, width, height, transparent, disposal, delay));
      transparent = -1;
      delay = 0;
      if (more) {
        in.skipPalette(in.u8());
        in.skip(1);
        in.skipBlocks();
      }
    }
  }
}
