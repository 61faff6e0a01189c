package io.fusebox.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.FuseboxException;
import io.fusebox.checkpoint.CheckpointWarnings;
import io.fusebox.checkpoint.ProcessorFile;
import io.fusebox.image.ImageProcessor.Target;
import io.fusebox.plugin.Names;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads how pictures are prepared ({@link ProcessorFile}), in the forms of image processors, video
 * processors and the older feature extractors. What it does not say is as the reference's defaults
 * have it: those of the processor that it names, else those of the model's family.
 */
final class ImageProcessorReader {
  private static final int MAX_SIDE = 8192;

  /** Where a processor's class is named. */
  private static final List<String> TYPES =
      List.of("video_processor_type", "image_processor_type", "feature_extractor_type");

  /**
   * Settings that change nothing: every picture has three channels, channels go first, frames are
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

  private final Path file;
  private final JsonNode json;
  private final ProcessorFamily family;
  private final int imageSize;

  private ImageProcessorReader(ProcessorFile from, ProcessorFamily ofModel, int imageSize) {
    this.file = from.file();
    this.json = from.json();
    this.imageSize = imageSize;
    this.family = family(ofModel);
  }

  /**
   * Reads the file of a model folder; a folder without one gets the defaults, and that is told.
   *
   * @param family what the model's own processor is like
   * @param imageSize the size that the model itself wants, where the file does not say
   */
  static ImageProcessor read(Path folder, ProcessorFamily family, int imageSize) {
    ProcessorFile from = ProcessorFile.read(folder, family.kind());
    ImageProcessorReader reader = new ImageProcessorReader(from, family, imageSize);
    ImageProcessor processor = reader.processor();
    MATTERLESS.forEach(from.json()::path);
    if (from.found()) {
      from.requireUnderstood();
    } else {
      CheckpointWarnings.tell(
          "%s is missing, and %s too; pictures are prepared as usual for such models: %s; put the model's own file there if it has one"
              .formatted(from.file(), "processor_config.json", processor.steps()));
    }
    return processor;
  }

  private ProcessorFamily family(ProcessorFamily ofModel) {
    List<String> named = TYPES.stream().map(t -> text(t)).filter(t -> !t.isEmpty()).toList();
    Optional<ProcessorFamily> known =
        named.stream().flatMap(t -> ProcessorFamily.of(t).stream()).findFirst();
    if (known.isEmpty() && !named.isEmpty()) {
      CheckpointWarnings.tell(
          "%s names the processor %s, which is not known here: what the file leaves out is as of a %s"
              .formatted(file, named.get(0), ofModel));
    }
    return known.orElse(ofModel);
  }

  private ImageProcessor processor() {
    boolean normalise = flag("do_normalize", true);
    return new ImageProcessor(
        filter(),
        flag("do_resize", true)
            ? target("size", !flag("default_to_square", !family.cropsCentre()))
            : new Target.None(),
        flag("do_center_crop", family.cropsCentre()) ? crop() : null,
        flag("do_rescale", true) ? number("rescale_factor", 1 / 255.0) : 1,
        normalise ? channels("image_mean", family.mean()) : new float[3],
        normalise ? std() : new float[] {1, 1, 1});
  }

  private PillowResize filter() {
    JsonNode found = json.path("resample");
    if (found.isMissingNode() || found.isNull()) {
      return family.filter();
    }
    return switch (found.isInt() ? found.asInt() : -1) {
      case 2 -> PillowResize.BILINEAR;
      case 3 -> PillowResize.BICUBIC;
      default -> throw bad("resample", "2 (bilinear) or 3 (bicubic)");
    };
  }

  /** A number is a square, or where the centre is cropped the shortest edge. */
  private Target target(String key, boolean numberIsShortestEdge) {
    JsonNode size = json.path(key);
    if (size.isMissingNode() || size.isNull()) {
      return numberIsShortestEdge
          ? new Target.ShortestEdge(imageSize)
          : new Target.Exactly(imageSize, imageSize);
    } else if (size.isNumber()) {
      int length = side(key, size);
      return numberIsShortestEdge
          ? new Target.ShortestEdge(length)
          : new Target.Exactly(length, length);
    } else if (size.has("height") && size.has("width")) {
      return new Target.Exactly(side(key, size.get("height")), side(key, size.get("width")));
    } else if (size.has("shortest_edge") && !size.has("longest_edge")) {
      return new Target.ShortestEdge(side(key, size.get("shortest_edge")));
    }
    throw bad(key, "a number, {height, width} or {shortest_edge}");
  }

  private Target.Exactly crop() {
    if (target("crop_size", false) instanceof Target.Exactly exactly) {
      return exactly;
    }
    throw bad("crop_size", "a number or {height, width}");
  }

  private int side(String key, JsonNode value) {
    if (!value.isInt() || value.asInt() < 1 || value.asInt() > MAX_SIDE) {
      throw bad(key, "made of whole numbers from 1 to " + MAX_SIDE);
    }
    return value.asInt();
  }

  private float[] std() {
    float[] std = channels("image_std", family.std());
    for (float s : std) {
      if (s <= 0) {
        throw bad("image_std", "positive");
      }
    }
    return std;
  }

  /** One number for all channels, or three. */
  private float[] channels(String key, float[] otherwise) {
    JsonNode node = json.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    } else if (node.isArray() && node.size() != 3) {
      throw bad(key, "three numbers");
    }
    float[] values = new float[3];
    for (int c = 0; c < 3; c++) {
      JsonNode value = node.isArray() ? node.get(c) : node;
      if (!value.isNumber()) {
        throw bad(key, "three numbers");
      }
      values[c] = (float) value.asDouble();
    }
    return values;
  }

  private double number(String key, double otherwise) {
    JsonNode node = json.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    } else if (!node.isNumber()) {
      throw bad(key, "a number");
    }
    return node.asDouble();
  }

  private boolean flag(String key, boolean otherwise) {
    JsonNode node = json.path(key);
    if (!node.isMissingNode() && !node.isNull() && !node.isBoolean()) {
      throw bad(key, "true or false");
    }
    return node.asBoolean(otherwise);
  }

  private String text(String key) {
    JsonNode node = json.path(key);
    if (!node.isMissingNode() && !node.isNull() && !node.isTextual()) {
      throw bad(key, "a text");
    }
    return node.isTextual() ? node.textValue() : "";
  }

  private FuseboxException bad(String key, String rule) {
    return new FuseboxException(
        "'%s' of %s must be %s, found %s".formatted(key, file, rule, Names.shown(json.path(key))));
  }
}
