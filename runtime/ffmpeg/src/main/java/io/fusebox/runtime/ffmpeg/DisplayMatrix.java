package io.fusebox.runtime.ffmpeg;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.toolkit.image.Transpose;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;

/**
 * How a video says that its images are to be turned: phones store what the sensor sees, and next to
 * it the matrix that makes it upright.
 */
final class DisplayMatrix {
  private static final int NUMBERS = 9;

  private DisplayMatrix() {}

  static Transpose of(AVFrame frame) {
    AVFrameSideData data = avutil.av_frame_get_side_data(frame, avutil.AV_FRAME_DATA_DISPLAYMATRIX);
    if (data == null || data.isNull() || data.size() < NUMBERS * Integer.BYTES) {
      return Transpose.NONE;
    }
    int[] matrix = new int[NUMBERS];
    new IntPointer(data.data()).get(matrix);
    return of(matrix[0], matrix[1], matrix[3], matrix[4]);
  }

  /**
   * Of a matrix that shows (x, y) at (ax + cy, bx + dy).
   *
   * @throws io.fusebox.api.FuseboxException when it turns by other angles than quarters
   */
  static Transpose of(int a, int b, int c, int d) {
    double most = Math.max(Math.max(abs(a), abs(b)), Math.max(abs(c), abs(d)));
    boolean straight = isSmall(b, most) && isSmall(c, most);
    boolean crossed = isSmall(a, most) && isSmall(d, most);
    if (straight && crossed) {
      return Transpose.NONE; // all zeros: some programs leave it so
    }
    require(
        straight && a != 0 && d != 0 || crossed && b != 0 && c != 0,
        "the video's frames are turned by %.1f degrees, and only quarters are made upright: re-encode it (ffmpeg -i VIDEO NEW.mp4), or set 'orientation: stored'"
            .formatted(Math.toDegrees(Math.atan2(b, a))));
    return straight ? Transpose.of(false, a < 0, d < 0) : Transpose.of(true, b < 0, c < 0);
  }

  private static double abs(int number) {
    return Math.abs((double) number);
  }

  /** A hundredth of the largest is less than a degree. */
  private static boolean isSmall(int number, double most) {
    return abs(number) <= most / 100;
  }
}
