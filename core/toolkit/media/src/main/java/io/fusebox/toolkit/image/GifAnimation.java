package io.fusebox.toolkit.image;

import static io.fusebox.api.settings.Settings.require;
import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** All frames of a GIF, with exactly the pixels that Pillow shows. Used by one thread. */
public final class GifAnimation implements AutoCloseable {
  private static final int MAX_FRAMES = 100_000;

  private final GifLayout layout;
  private final ImageReader reader;
  private final GifCanvas canvas;
  private @Nullable Pixels shown;
  private int next;

  /**
   * Opens a GIF and reads its headers.
   *
   * @throws FuseboxException when the bytes are not a GIF, or it is damaged or too large
   */
  public GifAnimation(byte[] file) {
    require(is(file), "these %d bytes are not a GIF".formatted(file.length));
    layout = GifLayout.read(file, MAX_FRAMES + 1);
    requireBounded(layout);
    canvas = new GifCanvas(layout, new ImageDecoder());
    reader = ImageFormat.GIF.reader();
    reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)), true, true);
  }

  /** Whether a file begins as a GIF does. */
  public static boolean is(byte[] beginning) {
    return ImageFormat.isGif(beginning);
  }

  private static void requireBounded(GifLayout layout) {
    int frames = layout.frames().size();
    require(frames <= MAX_FRAMES, "the GIF has more than %d frames: cut it".formatted(MAX_FRAMES));
    ImageDecoder bounds = new ImageDecoder();
    bounds.checkSize(layout.width(), layout.height());
    long area = (long) layout.width() * layout.height();
    long drawn =
        layout.frames().stream()
            .mapToLong(f -> Math.max(area, (long) f.width() * f.height()))
            .sum();
    require(
        drawn <= 100 * ImageDecoder.MAX_PIXELS,
        "the GIF has %d frames of %d x %d: make it smaller, or cut it"
            .formatted(frames, layout.width(), layout.height()));
  }

  /** The number of frames, at least 1. */
  public int size() {
    return layout.frames().size();
  }

  /** How long a frame is shown, in seconds; may be 0. */
  public double delay(int frame) {
    return layout.frames().get(frame).delay() / 100.0;
  }

  /**
   * The image that a frame shows, with the rest of earlier ones.
   *
   * @param frame of successive calls never less than before
   */
  public Pixels frame(int frame) {
    require(frame + 1 >= next, "frames are drawn forward, but " + frame + " is asked for late");
    try {
      while (next <= frame) {
        bounds(next);
        shown = canvas.draw(next, reader.read(next));
        next++;
      }
      return requireNonNull(shown);
    } catch (FuseboxException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The reader throws any runtime exception at files that are not what they say.
      throw new FuseboxException(
          "frame %d of the GIF is damaged or cut off%s: fetch it again"
              .formatted(next, TruncationListener.reason(e)),
          e);
    }
  }

  private void bounds(int frame) {
    GifFrame of = layout.frames().get(frame);
    new ImageDecoder().checkSize(of.width(), of.height());
  }

  @Override
  public void close() {
    reader.dispose();
  }
}
