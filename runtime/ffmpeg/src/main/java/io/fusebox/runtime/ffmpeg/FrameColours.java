package io.fusebox.runtime.ffmpeg;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.IntPointer;

/**
 * What a frame says of its colours. ffmpeg takes what is not said for BT.601 of limited range; a
 * film in high definition says BT.709.
 *
 * @param space an {@code AVCOL_SPC_}
 * @param full whether its numbers have the full range
 */
record FrameColours(int space, boolean full) {
  private static final FrameColours UNSAID = new FrameColours(avutil.AVCOL_SPC_UNSPECIFIED, false);

  /** As it was before: the scale of brightness, contrast and saturation. */
  private static final int UNCHANGED = 1 << 16;

  /** Those of a frame that has luma and chroma; nothing of others. */
  static FrameColours of(AVFrame frame) {
    AVPixFmtDescriptor format = avutil.av_pix_fmt_desc_get(frame.format());
    boolean chroma =
        format != null
            && format.nb_components() >= 3
            && (format.flags() & (avutil.AV_PIX_FMT_FLAG_RGB | avutil.AV_PIX_FMT_FLAG_PAL)) == 0;
    return chroma
        ? new FrameColours(frame.colorspace(), frame.color_range() == avutil.AVCOL_RANGE_JPEG)
        : UNSAID;
  }

  /** Tells a converter, unless it takes them so by itself. */
  void tell(SwsContext converter) {
    IntPointer usual = swscale.sws_getCoefficients(swscale.SWS_CS_DEFAULT);
    IntPointer said = swscale.sws_getCoefficients(space);
    if (full || !said.equals(usual)) {
      swscale.sws_setColorspaceDetails(
          converter, said, full ? 1 : 0, usual, 1, 0, UNCHANGED, UNCHANGED);
    }
  }
}
