package io.fusebox.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fusebox.FuseboxException;
import io.fusebox.files.JsonFile;
import io.fusebox.image.ImageProcessor.Target;
import io.fusebox.plugin.Names;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads {@code preprocessor_config.json}, in its present form and the older one of feature
 * extractors. What it does not say is as the reference's defaults have it: those of the processor
 * that it names, else those of the model's family.
 */
final class ImageProcessorReader {
  private static final String FILE = "preprocessor_config.json";
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_SIDE = 8192;

  private final Path file;
  private final JsonNode json;
  private final ProcessorFamily family;
  private final int imageSize;

  private ImageProcessorReader(Path file, JsonNode json, ProcessorFamily ofModel, int imageSize) {
    this.file = file;
    this.json = json;
    this.imageSize = imageSize;
    String type =
        json.path("image_processor_type").asText(json.path("feature_extractor_type").asText());
    this.family = ProcessorFamily.of(type, ofModel);
  }

  /**
   * Reads the file of a model folder; a folder without one gets the defaults.
   *
   * @param family what the model's own processor is like
   * @param imageSize the size that the model itself wants, where the file does not say
   */
  static ImageProcessor read(Path folder, ProcessorFamily family, int imageSize) {
    Path file = folder.resolve(FILE);
    JsonNode json =
        Files.exists(file) ? JsonFile.readObject(file, MAX_BYTES) : MissingNode.getInstance();
    return new ImageProcessorReader(file, json, family, imageSize).processor();
  }

  private ImageProcessor processor() {
    boolean normalise = json.path("do_normalize").asBoolean(true);
    return new ImageProcessor(
        filter(),
        json.path("do_resize").asBoolean(true)
            ? target("size", family.cropsCentre())
            : new Target.None(),
        json.path("do_center_crop").asBoolean(family.cropsCentre()) ? crop() : null,
        json.path("do_rescale").asBoolean(true) ? number("rescale_factor", 1 / 255.0) : 1,
        normalise ? channels("image_mean", family.mean()) : new float[3],
        normalise ? std() : new float[] {1, 1, 1});
  }

  private PillowResize filter() {
    JsonNode found = json.path("resample");
    if (found.isMissingNode() || found.isNull()) {
      return family.filter();
    }
    return switch (found.asInt()) {
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
    if (!node.isMissingNode() && !node.isNumber()) {
      throw bad(key, "a number");
    }
    return node.asDouble(otherwise);
  }

  private FuseboxException bad(String key, String rule) {
    return new FuseboxException(
        "'%s' of %s must be %s, found %s".formatted(key, file, rule, Names.shown(json.path(key))));
  }
}
