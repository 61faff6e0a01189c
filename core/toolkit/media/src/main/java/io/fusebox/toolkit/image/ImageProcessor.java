package io.fusebox.toolkit.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.api.encoder.PatchGrid.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * From an image to what an image encoder reads, in the order of the reference processors: resize,
 * crop the centre, rescale, normalise. Every step is optional.
 *
 * @param resize how large the image becomes; {@link ResizeTarget.None} = as it is
 * @param crop the centre that is kept, {@code [height, width]}, padded with black where the image
 *     is smaller; null = all of it
 * @param factor what 8-bit values are multiplied with; 1 = not rescaled
 * @param mean per channel; zeros = not normalised
 * @param std per channel; ones = not normalised
 */
public record ImageProcessor(
    PillowResize filter,
    ResizeTarget resize,
    ResizeTarget.@Nullable Exactly crop,
    double factor,
    float[] mean,
    float[] std) {

  /** The size that an image is resized to. */
  public sealed interface ResizeTarget {
    /** Not resized. */
    record None() implements ResizeTarget {}

    /** Height and width, whatever the image's proportions. */
    record Exactly(int height, int width) implements ResizeTarget {}

    /** The shorter side, proportions kept. */
    record ShortestEdge(int length) implements ResizeTarget {}
  }

  /**
   * Reads {@code processor_config.json} or {@code preprocessor_config.json} of a checkpoint; see
   * {@link ImageProcessorReader}.
   *
   * @param family whose defaults hold where the file, or one of its fields, is missing
   * @param imageSize the side of the images that the model reads, likewise
   */
  public static ImageProcessor read(Checkpoint checkpoint, ProcessorFamily family, int imageSize) {
    return ImageProcessorReader.read(checkpoint.folder(), family, imageSize);
  }

  /**
   * Decodes one file and prepares it.
   *
   * @return {@code [3, h, w]} float32, owned by {@code manager}
   * @throws io.fusebox.api.FuseboxException when the bytes are not an image that can be read
   */
  public NDArray decode(NDManager manager, byte[] file) {
    return decode(manager, file, Orientation.UPRIGHT);
  }

  /** Decodes one file this way up; see {@link #decode(NDManager, byte[])}. */
  public NDArray decode(NDManager manager, byte[] file, Orientation orientation) {
    return prepare(manager, new ImageDecoder(orientation).decode(file));
  }

  /** {@code [3, h, w]} float32 of one image, owned by {@code manager}. */
  public NDArray prepare(NDManager manager, Pixels image) {
    Pixels sized = resized(image);
    Pixels ready = crop == null ? sized : CenterCrop.center(sized, crop.height(), crop.width());
    int area = ready.height() * ready.width();
    float[] values = new float[3 * area];
    for (int c = 0; c < 3; c++) {
      float[] table = table(c);
      for (int i = 0; i < area; i++) {
        values[c * area + i] = table[ready.rgb()[3 * i + c] & 0xff];
      }
    }
    try (NDArray view = manager.create(values, new Shape(3, ready.height(), ready.width()))) {
      return view.duplicate(); // what create() gives may dangle once its manager is gone
    }
  }

  /**
   * A black image after normalisation.
   *
   * @param like {@code [3, h, w]} or {@code [b, 3, h, w]}
   * @return the same shape, owned by the same manager
   */
  public NDArray blackInput(NDArray like) {
    float[] black = {table(0)[0], table(1)[0], table(2)[0]};
    try (NDArray zeros = like.zerosLike();
        NDArray channels = like.getManager().create(black, new Shape(3, 1, 1))) {
      return zeros.add(channels);
    }
  }

  /**
   * The part of an image that is left when it is prepared.
   *
   * @param height the image's own height in pixels
   * @param width the image's own width in pixels
   */
  public Window window(int height, int width) {
    if (crop == null) {
      return Window.WHOLE;
    }
    ResizeTarget.Exactly sized = sized(height, width);
    double top = CenterCrop.before(sized.height(), crop.height());
    double left = CenterCrop.before(sized.width(), crop.width());
    return new Window(
        top / sized.height(),
        left / sized.width(),
        (top + crop.height()) / sized.height(),
        (left + crop.width()) / sized.width());
  }

  private Pixels resized(Pixels image) {
    ResizeTarget.Exactly to = sized(image.height(), image.width());
    return resize instanceof ResizeTarget.None
        ? image
        : filter.resize(image, to.height(), to.width());
  }

  /**
   * The size of an image once it is prepared.
   *
   * @param height the image's own height in pixels
   * @param width the image's own width in pixels
   */
  public ResizeTarget.Exactly size(int height, int width) {
    return crop == null ? sized(height, width) : crop;
  }

  /** The size of a resized image. */
  private ResizeTarget.Exactly sized(int height, int width) {
    if (resize instanceof ResizeTarget.Exactly to) {
      return to;
    } else if (resize instanceof ResizeTarget.ShortestEdge edge) {
      long shorter = Math.min(height, width);
      // Truncated, as the reference does.
      long h = (long) edge.length() * height / shorter;
      long w = (long) edge.length() * width / shorter;
      return new ResizeTarget.Exactly(
          (int) Math.min(h, Integer.MAX_VALUE), (int) Math.min(w, Integer.MAX_VALUE));
    }
    return new ResizeTarget.Exactly(height, width);
  }

  /** The steps, for people. */
  String steps() {
    List<String> steps = new ArrayList<>();
    String how = filter.name().toLowerCase(Locale.ROOT);
    if (resize instanceof ResizeTarget.Exactly to) {
      steps.add("resized to %d x %d (%s)".formatted(to.height(), to.width(), how));
    } else if (resize instanceof ResizeTarget.ShortestEdge edge) {
      steps.add("shorter side resized to %d (%s)".formatted(edge.length(), how));
    }
    if (crop != null) {
      steps.add("centre of %d x %d kept".formatted(crop.height(), crop.width()));
    }
    steps.add("values times " + (float) factor);
    steps.add("mean %s, std %s".formatted(Arrays.toString(mean), Arrays.toString(std)));
    return String.join(", ", steps);
  }

  /**
   * The result for each of the 256 values in channel c: rescaled in double, normalised in float.
   */
  private float[] table(int c) {
    float[] table = new float[256];
    for (int v = 0; v < 256; v++) {
      table[v] = ((float) (v * factor) - mean[c]) / std[c];
    }
    return table;
  }
}
