package io.fusebox.encoder.torchscript;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.encoder.Orientation;
import io.fusebox.api.settings.Default;
import io.fusebox.api.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The settings that a pipeline may give: what the model, which is code alone, does not say of its
 * input.
 *
 * @param output which of several tensors that the model gives is the features
 * @param size height and width of images in pixels, as one number or two
 * @param resize what the shorter side is resized to before it is cropped; 0 = the larger of size
 * @param mean per channel, of values from 0 to 1
 * @param std per channel
 * @param frames how many frames of a video
 * @param rate samples a second
 * @param normalise whether audio gets mean 0 and variance 1
 * @param seconds how long audio is padded or cut to; 0 = its own length
 * @param maxSeconds longer audio is refused
 */
record TorchScriptConfig(
    @Default("image") Input input,
    @Default("sequence") Features features,
    @Default("0") int output,
    @Default("224") String size,
    @Default("stretch") Fit fit,
    @Default("0") int resize,
    @Default("bilinear") Filter filter,
    @Default("[0.485, 0.456, 0.406]") String mean,
    @Default("[0.229, 0.224, 0.225]") String std,
    @Default("upright") Orientation orientation,
    @Default("16") int frames,
    @Default("frames-first") Layout layout,
    @Default("16000") int rate,
    @Default("false") boolean normalise,
    @Default("0") double seconds,
    @Default("60") int maxSeconds) {

  private static final int MOST_PIXELS = 4096;
  private static final Set<String> ANY = Set.of("input", "features", "output");
  private static final Set<String> OF_IMAGES =
      Set.of("size", "fit", "resize", "filter", "mean", "std", "orientation");
  private static final Set<String> OF_VIDEOS = Set.of("frames", "layout");
  private static final Set<String> OF_AUDIO = Set.of("rate", "normalise", "seconds", "max-seconds");

  /** The input of the model. */
  enum Input {
    /** {@code [b, 3, h, w]}. */
    IMAGE,
    /** {@code [b, t]}. */
    AUDIO,
    /** {@code [b, t, 3, h, w]}, or as {@link Layout} says. */
    VIDEO
  }

  /** The part of the model's output that the PLM gets. */
  enum Features {
    /** All vectors, {@code [b, m, d]}. */
    SEQUENCE,
    /** Their mean, {@code [b, 1, d]}. */
    POOLED
  }

  /** How an image becomes as large as the model reads it. */
  enum Fit {
    /** Whatever its proportions. */
    STRETCH,
    /** So that it covers the size, and the centre is kept. */
    CROP
  }

  /** Pillow's filters. */
  enum Filter {
    BILINEAR,
    BICUBIC
  }

  /** The order of a video's axes. */
  enum Layout {
    /** {@code [b, t, 3, h, w]}. */
    FRAMES_FIRST,
    /** {@code [b, 3, t, h, w]}. */
    CHANNELS_FIRST
  }

  TorchScriptConfig {
    require(output >= 0 && output < 100, "'output' must be from 0 to 99, found " + output);
    require(frames >= 1 && frames <= 1000, "'frames' must be from 1 to 1000, found " + frames);
    require(rate >= 100 && rate <= 192_000, "'rate' must be from 100 to 192000, found " + rate);
    require(
        maxSeconds >= 1 && maxSeconds <= 3600,
        "'max-seconds' must be from 1 to 3600, found " + maxSeconds);
    require(
        seconds >= 0 && seconds <= maxSeconds,
        "'seconds' must be from 0 to max-seconds, found " + seconds);
    int[] sides = sides(size);
    require(
        resize == 0
            || fit == Fit.CROP && resize >= Math.max(sides[0], sides[1]) && resize <= MOST_PIXELS,
        "'resize' is for 'fit: crop', and must be from 'size' to %d, found %d"
            .formatted(MOST_PIXELS, resize));
    channels("mean", mean);
    for (float each : channels("std", std)) {
      require(each > 0, "'std' must be positive, found " + std);
    }
  }

  /**
   * Refuses settings of inputs that this one is none of.
   *
   * @throws io.fusebox.api.FuseboxException naming them
   */
  void requireOwnSettings() {
    List<String> foreign = new ArrayList<>(Settings.canonical(this).keySet());
    foreign.removeAll(ANY);
    foreign.removeAll(input == Input.AUDIO ? OF_AUDIO : OF_IMAGES);
    if (input == Input.VIDEO) {
      foreign.removeAll(OF_VIDEOS);
    }
    require(
        foreign.isEmpty(),
        "torchscript: an encoder with 'input: %s' has no use for %s; leave that out, or set another input"
            .formatted(Settings.values(this).get("input"), String.join(", ", foreign)));
  }

  /** Height and width. */
  int[] sides() {
    return sides(size);
  }

  float[] means() {
    return channels("mean", mean);
  }

  float[] stds() {
    return channels("std", std);
  }

  private static int[] sides(String size) {
    float[] numbers = numbers("size", size);
    int height = (int) numbers[0];
    int width = (int) numbers[numbers.length - 1];
    require(
        numbers.length <= 2
            && height == numbers[0]
            && width == numbers[numbers.length - 1]
            && Math.min(height, width) >= 1
            && Math.max(height, width) <= MOST_PIXELS,
        "'size' must be a number of pixels from 1 to %d, or [height, width], found %s"
            .formatted(MOST_PIXELS, size));
    return new int[] {height, width};
  }

  /** One number for all channels, or three. */
  private static float[] channels(String name, String text) {
    float[] numbers = numbers(name, text);
    require(
        numbers.length == 1 || numbers.length == 3,
        "'%s' must be a number, or [red, green, blue], found %s".formatted(name, text));
    return numbers.length == 3 ? numbers : new float[] {numbers[0], numbers[0], numbers[0]};
  }

  /** A list as YAML writes it, or one number. */
  private static float[] numbers(String name, String text) {
    String[] parts = text.replaceAll("^\\[|\\]$", "").strip().split("\\s*,\\s*|\\s+");
    float[] numbers = new float[parts.length];
    for (int i = 0; i < parts.length; i++) {
      try {
        numbers[i] = Float.parseFloat(parts[i]);
      } catch (NumberFormatException e) {
        numbers[i] = Float.NaN;
      }
      require(
          Float.isFinite(numbers[i]),
          "'%s' must be made of numbers, found '%s'".formatted(name, text));
    }
    return numbers;
  }
}
