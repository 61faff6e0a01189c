package @package@;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.toolkit.image.ImageDecoder;
import io.fusebox.toolkit.image.Pixels;
import io.fusebox.api.settings.Default;

/** An image encoder: an image becomes the mean colours of a grid of cells. */
public record @Type@(Config config) implements ModalityEncoder {
  private static final float WHITE = 255;

  /** The settings that a pipeline may give. */
  public record Config(@Default("4") int cells) {
    public Config {
      require(cells > 0 && cells <= 32, "cells must be 1 to 32, found " + cells);
    }
  }

  @Override
  public Modality modality() {
    return Modality.IMAGE;
  }

  @Override
  public long featureSize() {
    return 3;
  }

  /** An image {@code -> [3, cells, cells]}, red, green and blue between 0 and 1. */
  @Override
  public NDArray decode(NDManager manager, byte[] file) {
    Pixels image = new ImageDecoder().decode(file);
    int n = config.cells();
    float[] colours = new float[3 * n * n];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = mean(image, i / (n * n), i / n % n, i % n);
    }
    try (NDArray borrowed = manager.create(colours, new Shape(3, n, n))) {
      return borrowed.duplicate(); // what create() gives may dangle
    }
  }

  private float mean(Pixels image, int colour, int row, int column) {
    int top = row * image.height() / config.cells();
    int bottom = Math.max(top + 1, (row + 1) * image.height() / config.cells());
    int left = column * image.width() / config.cells();
    int right = Math.max(left + 1, (column + 1) * image.width() / config.cells());
    float sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += image.rgb()[3 * (y * image.width() + x) + colour] & 0xff;
      }
    }
    return sum / ((bottom - top) * (right - left)) / WHITE;
  }

  /** {@code [b, 3, cells, cells] -> [b, cells * cells, 3]}. */
  @Override
  public NDArray encode(NDArray colours) {
    long cells = (long) config.cells() * config.cells();
    return colours.reshape(colours.getShape().get(0), 3, cells).transpose(0, 2, 1);
  }
}
