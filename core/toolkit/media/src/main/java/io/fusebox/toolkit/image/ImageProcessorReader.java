package io.fusebox.toolkit.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.toolkit.checkpoint.CheckpointWarnings;
import io.fusebox.toolkit.checkpoint.ProcessorFields;
import io.fusebox.toolkit.checkpoint.ProcessorFile;
import io.fusebox.toolkit.image.ImageProcessor.ResizeTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads how images are prepared ({@link ProcessorFile}), in the forms of image processors, video
 * processors and the older feature extractors. What it does not say is as the reference's defaults
 * have it: those of the processor that it names, else those of the model's family.
 */
final class ImageProcessorReader {
  private static final int MAX_SIDE = 8192;

  /** Where a processor's class is named. */
  private static final List<String> TYPES =
      List.of("video_processor_type", "image_processor_type", "feature_extractor_type");

  /**
   * Settings that change nothing: every image has three channels, channels go first, frames are
   * chosen elsewhere; and those of steps that may be off.
   */
  private static final List<String> MATTERLESS =
      List.of(
          "size",
          "default_to_square",
          "crop_size",
          "rescale_factor",
          "image_mean",
          "image_std",
          "do_convert_rgb",
          "data_format",
          "input_data_format",
          "do_reduce_labels",
          "reduce_labels",
          "do_sample_frames",
          "return_metadata");

  private final ProcessorFields fields;
  private final ProcessorFamily family;
  private final int imageSize;

  private ImageProcessorReader(ProcessorFile from, ProcessorFamily ofModel, int imageSize) {
    this.fields = from.fields();
    this.imageSize = imageSize;
    this.family = family(ofModel);
  }

  /**
   * Reads the file of a model folder; a folder without one gets the defaults, and that is reported.
   *
   * @param family what the model's own processor is like
   * @param imageSize the size that the model itself wants, where the file does not say
   */
  static ImageProcessor read(Path folder, ProcessorFamily family, int imageSize) {
    ProcessorFile from = ProcessorFile.read(folder, family.kind());
    ImageProcessorReader reader = new ImageProcessorReader(from, family, imageSize);
    ImageProcessor processor = reader.processor();
    MATTERLESS.forEach(from.json()::path);
    from.requireUnderstood("images", processor.steps());
    return processor;
  }

  private ProcessorFamily family(ProcessorFamily ofModel) {
    List<String> named = TYPES.stream().map(fields::text).filter(t -> !t.isEmpty()).toList();
    Optional<ProcessorFamily> known =
        named.stream().flatMap(t -> ProcessorFamily.of(t).stream()).findFirst();
    if (known.isEmpty() && !named.isEmpty()) {
      CheckpointWarnings.warnOnce(
          "%s names the processor %s, which is not known here: what the file leaves out is as of a %s"
              .formatted(fields.file(), named.get(0), ofModel));
    }
    return known.orElse(ofModel);
  }

  private ImageProcessor processor() {
    boolean normalise = fields.flag("do_normalize", true);
    return new ImageProcessor(
        filter(),
        fields.flag("do_resize", true)
            ? target("size", !fields.flag("default_to_square", !family.cropsCentre()))
            : new ResizeTarget.None(),
        fields.flag("do_center_crop", family.cropsCentre()) ? crop() : null,
        fields.flag("do_rescale", true) ? fields.number("rescale_factor", 1 / 255.0) : 1,
        normalise ? channels("image_mean", family.mean()) : new float[3],
        normalise ? std() : new float[] {1, 1, 1});
  }

  private PillowResize filter() {
    JsonNode found = fields.json().path("resample");
    if (!fields.has("resample")) {
      return family.filter();
    }
    return switch (found.isInt() ? found.asInt() : -1) {
      case 2 -> PillowResize.BILINEAR;
      case 3 -> PillowResize.BICUBIC;
      default -> throw fields.invalid("resample", "2 (bilinear) or 3 (bicubic)");
    };
  }

  /** A number is a square, or where the centre is cropped the shortest edge. */
  private ResizeTarget target(String key, boolean numberIsShortestEdge) {
    JsonNode size = fields.json().path(key);
    if (!fields.has(key)) {
      return numberIsShortestEdge
          ? new ResizeTarget.ShortestEdge(imageSize)
          : new ResizeTarget.Exactly(imageSize, imageSize);
    } else if (size.isNumber()) {
      int length = side(key, size);
      return numberIsShortestEdge
          ? new ResizeTarget.ShortestEdge(length)
          : new ResizeTarget.Exactly(length, length);
    } else if (size.has("height") && size.has("width")) {
      return new ResizeTarget.Exactly(side(key, size.get("height")), side(key, size.get("width")));
    } else if (size.has("shortest_edge") && !size.has("longest_edge")) {
      return new ResizeTarget.ShortestEdge(side(key, size.get("shortest_edge")));
    }
    throw fields.invalid(key, "a number, {height, width} or {shortest_edge}");
  }

  private ResizeTarget.Exactly crop() {
    if (target("crop_size", false) instanceof ResizeTarget.Exactly exactly) {
      return exactly;
    }
    throw fields.invalid("crop_size", "a number or {height, width}");
  }

  private int side(String key, JsonNode value) {
    if (!value.isInt() || value.asInt() < 1 || value.asInt() > MAX_SIDE) {
      throw fields.invalid(key, "made of whole numbers from 1 to " + MAX_SIDE);
    }
    return value.asInt();
  }

  private float[] std() {
    float[] std = channels("image_std", family.std());
    for (float s : std) {
      if (s <= 0) {
        throw fields.invalid("image_std", "positive");
      }
    }
    return std;
  }

  /** One number for all channels, or three. */
  private float[] channels(String key, float[] otherwise) {
    JsonNode node = fields.json().path(key);
    if (!fields.has(key)) {
      return otherwise;
    } else if (node.isArray() && node.size() != 3) {
      throw fields.invalid(key, "three numbers");
    }
    float[] values = new float[3];
    for (int c = 0; c < 3; c++) {
      JsonNode value = node.isArray() ? node.get(c) : node;
      if (!value.isNumber()) {
        throw fields.invalid(key, "three numbers");
      }
      values[c] = (float) value.asDouble();
    }
    return values;
  }
}
