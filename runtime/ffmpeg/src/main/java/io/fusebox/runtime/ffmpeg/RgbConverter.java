package io.fusebox.runtime.ffmpeg;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.image.ImageDecoder;
import io.fusebox.toolkit.image.Pixels;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** From decoded frames to RGB, as they are stored. */
final class RgbConverter implements AutoCloseable {
  /** The same numbers on every machine, whatever its vector instructions. */
  private static final int SCALING =
      swscale.SWS_BICUBIC
          | swscale.SWS_ACCURATE_RND
          | swscale.SWS_BITEXACT
          | swscale.SWS_FULL_CHR_H_INT;

  /** Rows begin at multiples of it, and vector instructions may write as much beyond the last. */
  private static final int ALIGNED = 64;

  private @Nullable SwsContext context;
  private @Nullable FrameColours colours;

  /**
   * Converts one frame.
   *
   * @throws FuseboxException when it is too large
   */
  Pixels convert(AVFrame frame) {
    int width = frame.width();
    int height = frame.height();
    new ImageDecoder().checkSize(width, height);
    int stride = (3 * width + ALIGNED - 1) / ALIGNED * ALIGNED;
    prepare(frame);
    try (BytePointer to = new BytePointer((long) stride * height + ALIGNED);
        PointerPointer<BytePointer> planes = new PointerPointer<>(4L);
        IntPointer strides = new IntPointer(stride, 0, 0, 0)) {
      planes.put(0, to).put(1, null).put(2, null).put(3, null);
      swscale.sws_scale(
          context, new PointerPointer<>(frame), frame.linesize(), 0, height, planes, strides);
      byte[] rgb = new byte[3 * width * height];
      for (int y = 0; y < height; y++) {
        to.position((long) y * stride).get(rgb, 3 * y * width, 3 * width);
      }
      to.position(0);
      return new Pixels(height, width, rgb);
    }
  }

  private void prepare(AVFrame frame) {
    FrameColours said = FrameColours.of(frame);
    if (!said.equals(colours)) {
      close(); // It would keep the colours of the frame before.
      context = null;
    }
    SwsContext before = context;
    context =
        swscale.sws_getCachedContext(
            context,
            frame.width(),
            frame.height(),
            frame.format(),
            frame.width(),
            frame.height(),
            avutil.AV_PIX_FMT_RGB24,
            SCALING,
            null,
            null,
            (DoublePointer) null);
    if (context == null) {
      throw new FuseboxException(
          "the video's frames are of a form that ffmpeg cannot convert to RGB: convert the video");
    }
    if (!context.equals(before)) {
      said.tell(context);
      colours = said;
    }
  }

  @Override
  public void close() {
    swscale.sws_freeContext(context);
  }
}
