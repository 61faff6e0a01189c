package io.fusebox.runtime.ffmpeg;

import io.fusebox.api.FuseboxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** From a frame's samples, of any form, to numbers from -1 to 1. */
final class SampleReader {
  private SampleReader() {}

  /** {@code [channels][n]} */
  static float[][] read(AVFrame frame) {
    int channels = frame.ch_layout().nb_channels();
    float[][] samples = new float[channels][frame.nb_samples()];
    boolean planar = avutil.av_sample_fmt_is_planar(frame.format()) != 0;
    int form = avutil.av_get_packed_sample_fmt(frame.format());
    int size = avutil.av_get_bytes_per_sample(form);
    for (int c = 0; c < channels; c++) {
      int step = planar ? size : channels * size;
      ByteBuffer bytes = bytes(frame, planar ? c : 0, step * frame.nb_samples());
      int from = planar ? 0 : c * size;
      for (int i = 0; i < samples[c].length; i++) {
        samples[c][i] = sample(bytes, from + i * step, form);
      }
    }
    return samples;
  }

  private static ByteBuffer bytes(AVFrame frame, int plane, int length) {
    BytePointer data = frame.extended_data(plane);
    return data.capacity(length).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  private static float sample(ByteBuffer bytes, int at, int form) {
    return switch (form) {
      case avutil.AV_SAMPLE_FMT_U8 -> ((bytes.get(at) & 0xff) - 128) / 128f;
      case avutil.AV_SAMPLE_FMT_S16 -> bytes.getShort(at) / 32_768f;
      case avutil.AV_SAMPLE_FMT_S32 -> bytes.getInt(at) / 2_147_483_648f;
      case avutil.AV_SAMPLE_FMT_S64 -> bytes.getLong(at) / 9_223_372_036_854_775_808f;
      case avutil.AV_SAMPLE_FMT_FLT -> bytes.getFloat(at);
      case avutil.AV_SAMPLE_FMT_DBL -> (float) bytes.getDouble(at);
      default ->
          throw new FuseboxException(
              "the audio's samples are of a form that is not known (%d): convert it to FLAC"
                  .formatted(form));
    };
  }
}
