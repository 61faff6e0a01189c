package io.fusebox.toolkit.media;

import io.fusebox.toolkit.image.BmpWriter;
import io.fusebox.toolkit.image.GifAnimation;

/** An animated GIF. A frame of no delay counts as shown for a tenth of a second, as browsers do. */
final class GifVideo implements Video {
  private static final double USUAL_DELAY = 0.1;

  private final GifAnimation gif;
  private final double seconds;
  private int frame;
  private double end;

  GifVideo(byte[] file) {
    gif = new GifAnimation(file);
    double sum = 0;
    for (int i = 0; i < gif.size(); i++) {
      sum += delay(i);
    }
    seconds = sum;
    end = delay(0);
  }

  private double delay(int frame) {
    double delay = gif.delay(frame);
    return delay > 0 ? delay : USUAL_DELAY;
  }

  @Override
  public double durationSeconds() {
    return seconds;
  }

  @Override
  public byte[] frameAt(double time) {
    while (time >= end && frame + 1 < gif.size()) {
      frame++;
      end += delay(frame);
    }
    return BmpWriter.of(gif.frame(frame));
  }

  @Override
  public void close() {
    gif.close();
  }
}
