package io.fusebox.runtime.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.fusebox.toolkit.image.Pixels;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One colour, as frames say it. */
class RgbConverterTest {
  private static final int SIDE = 16;
  private final AVFrame frame = avutil.av_frame_alloc();
  private final RgbConverter converter = new RgbConverter();

  @AfterEach
  void free() {
    converter.close();
    avutil.av_frame_free(frame);
  }

  /** Luma 81, chroma 90 and 240. */
  private int[] rgb(int space, int range) {
    avutil.av_frame_unref(frame);
    frame.format(avutil.AV_PIX_FMT_YUV444P).width(SIDE).height(SIDE);
    frame.colorspace(space).color_range(range);
    avutil.av_frame_get_buffer(frame, 0);
    int[] values = {81, 90, 240};
    for (int plane = 0; plane < values.length; plane++) {
      BytePointer bytes = frame.data(plane);
      bytes.capacity((long) frame.linesize(plane) * SIDE);
      BytePointer.memset(bytes, values[plane], bytes.capacity());
    }
    Pixels pixels = converter.convert(frame);
    byte[] first = pixels.rgb();
    return new int[] {first[0] & 0xff, first[1] & 0xff, first[2] & 0xff};
  }

  /** Of the formulas of ITU-R BT.601 and BT.709; one more or less is rounding. */
  private static void assertColour(int[] expected, int[] found) {
    int[] rounded = found.clone();
    for (int i = 0; i < 3; i++) {
      if (Math.abs(found[i] - expected[i]) <= 1) {
        rounded[i] = expected[i];
      }
    }
    assertArrayEquals(expected, rounded);
  }

  @Test
  void everyFrameHasTheColoursThatItSays() {
    int[] of601 = {254, 0, 0};
    assertColour(of601, rgb(avutil.AVCOL_SPC_UNSPECIFIED, avutil.AVCOL_RANGE_UNSPECIFIED));
    assertColour(new int[] {255, 24, 0}, rgb(avutil.AVCOL_SPC_BT709, avutil.AVCOL_RANGE_MPEG));
    assertColour(
        new int[] {238, 14, 14}, rgb(avutil.AVCOL_SPC_UNSPECIFIED, avutil.AVCOL_RANGE_JPEG));
    assertColour(of601, rgb(avutil.AVCOL_SPC_SMPTE170M, avutil.AVCOL_RANGE_MPEG));
  }
}
