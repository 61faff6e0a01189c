package io.fusebox.toolkit.image;

import io.fusebox.toolkit.image.GifFrame.Disposal;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * Draws a GIF's frames one over another to the pixels that Pillow shows of each: the first frame
 * hides the canvas also where it is transparent, and the canvas grows where a frame lies beyond it.
 */
final class GifCanvas {
  private final GifLayout layout;
  private final ImageDecoder bounds;
  private @Nullable Pixels canvas;
  // The image drawn in the place of the last frame before the next one; null = nothing.
  private @Nullable Pixels disposed;

  /**
   * An empty canvas.
   *
   * @param bounds says how large it may become
   */
  GifCanvas(GifLayout layout, ImageDecoder bounds) {
    this.layout = layout;
    this.bounds = bounds;
  }

  /**
   * Draws the next frame.
   *
   * @param index of the frame; 0 at first, then one more each time
   * @param own the frame's own pixels
   * @return the whole canvas, not to be changed
   */
  Pixels draw(int index, BufferedImage own) {
    GifFrame frame = layout.frames().get(index);
    IndexColorModel palette = (IndexColorModel) own.getColorModel();
    if (disposed != null && canvas != null) {
      GifFrame last = layout.frames().get(index - 1);
      copy(disposed, canvas, last.left(), last.top());
    }
    disposed = disposal(frame, palette, index == 0);
    Pixels whole = grown(frame, palette);
    put(whole, frame, own.getRaster(), palette, index == 0 ? -1 : frame.transparent());
    canvas = whole;
    return whole;
  }

  /** A copy of the canvas, large enough for the frame. */
  private Pixels grown(GifFrame frame, IndexColorModel palette) {
    int oldWidth = canvas == null ? layout.width() : canvas.width();
    int oldHeight = canvas == null ? layout.height() : canvas.height();
    int width = Math.max(oldWidth, frame.left() + frame.width());
    int height = Math.max(oldHeight, frame.top() + frame.height());
    bounds.checkSize(width, height);
    if (canvas == null) {
      return filled(height, width, palette, Math.max(frame.transparent(), 0));
    }
    boolean larger = height > oldHeight || width > oldWidth;
    Pixels grown =
        larger && frame.transparent() < 0
            ? filled(height, width, palette, 0)
            : Pixels.black(height, width);
    copy(canvas, grown, 0, 0);
    return grown;
  }

  private @Nullable Pixels disposal(GifFrame frame, IndexColorModel palette, boolean first) {
    boolean previous = frame.disposal() == Disposal.PREVIOUS;
    if (frame.disposal() == Disposal.KEEP || (previous && first && frame.transparent() < 0)) {
      return null; // before the first frame there is nothing to go back to
    } else if (previous && canvas != null) {
      return cut(canvas, frame);
    }
    bounds.checkSize(frame.width(), frame.height());
    int index = frame.transparent() >= 0 ? frame.transparent() : layout.background();
    return filled(frame.height(), frame.width(), palette, index);
  }

  /** The pixels of the canvas in the place of a frame; black beyond the canvas. */
  private Pixels cut(Pixels canvas, GifFrame frame) {
    bounds.checkSize(frame.width(), frame.height());
    Pixels part = Pixels.black(frame.height(), frame.width());
    int width = Math.min(frame.width(), canvas.width() - frame.left());
    int height = Math.min(frame.height(), canvas.height() - frame.top());
    for (int y = 0; y < height && width > 0; y++) {
      int from = 3 * ((frame.top() + y) * canvas.width() + frame.left());
      System.arraycopy(canvas.rgb(), from, part.rgb(), 3 * y * part.width(), 3 * width);
    }
    return part;
  }

  private static void copy(Pixels part, Pixels to, int left, int top) {
    for (int y = 0; y < part.height(); y++) {
      int at = 3 * ((top + y) * to.width() + left);
      System.arraycopy(part.rgb(), 3 * y * part.width(), to.rgb(), at, 3 * part.width());
    }
  }

  /** Draws all pixels but those of the index {@code unseen}. */
  private void put(
      Pixels canvas, GifFrame frame, Raster raster, IndexColorModel palette, int unseen) {
    Pixels own = RasterConverter.toRgb(raster, palette);
    int[] row = new int[own.width()];
    for (int y = 0; y < own.height(); y++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, own.width(), 1, 0, row);
      int to = 3 * ((frame.top() + y) * canvas.width() + frame.left());
      for (int x = 0; x < row.length; x++) {
        if (row[x] != unseen) {
          System.arraycopy(own.rgb(), 3 * (y * own.width() + x), canvas.rgb(), to + 3 * x, 3);
        }
      }
    }
  }

  private static Pixels filled(int height, int width, IndexColorModel palette, int index) {
    Pixels filled = Pixels.black(height, width);
    int known = index < palette.getMapSize() ? index : 0;
    for (int i = 0; i < filled.rgb().length; i += 3) {
      filled.rgb()[i] = (byte) palette.getRed(known);
      filled.rgb()[i + 1] = (byte) palette.getGreen(known);
      filled.rgb()[i + 2] = (byte) palette.getBlue(known);
    }
    return filled;
  }
}
