package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.toolkit.files.JsonFile;
import io.fusebox.toolkit.image.ImageDecoder;
import io.fusebox.toolkit.image.PillowResize;
import io.fusebox.toolkit.image.Pixels;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The images of a case ({@code images} in its {@code meta.json}) on their way into an encoder:
 * decoded, resized, and as the encoder reads them ({@code pixel_values}).
 */
final class ImageOutputs {
  private static final Pattern STEP =
      Pattern.compile("(decoded_rgb|resized_bilinear|resized_bicubic)_u8\\.(\\d{1,6})");
  private static final long MOST_BYTES = 64 << 20;

  private final VerificationCase of;
  private final ModalityEncoder encoder;
  private final NDManager manager;
  private final List<String> files;
  private @Nullable NDArray pixels;

  ImageOutputs(VerificationCase of, ModalityEncoder encoder, NDManager manager) {
    this.of = of;
    this.encoder = encoder;
    this.manager = manager;
    this.files =
        StreamSupport.stream(of.meta().path("images").spliterator(), false)
            .map((JsonNode image) -> image.path("file").asText())
            .toList();
  }

  boolean knows(String output) {
    return STEP.matcher(output).matches();
  }

  Optional<TensorValues> output(String name) {
    Matcher step = STEP.matcher(name);
    if (!step.matches()) {
      return files.isEmpty() ? Optional.empty() : Optional.of(TensorValues.of(pixels()));
    }
    int number = Integer.parseInt(step.group(2));
    if (number >= files.size()) {
      return Optional.empty();
    }
    Pixels image = new ImageDecoder().decode(bytes(files.get(number)));
    // The case says by its shape how large the resized image is.
    Shape shape = of.outputs().entry(name).shape();
    return Optional.of(
        switch (step.group(1)) {
          case "resized_bilinear" -> resized(image, PillowResize.BILINEAR, shape);
          case "resized_bicubic" -> resized(image, PillowResize.BICUBIC, shape);
          default -> values(image);
        });
  }

  /** All images as the encoder reads them, {@code [b, ...]}. */
  NDArray pixels() {
    if (pixels == null) {
      NDList each = new NDList();
      files.forEach(f -> each.add(encoder.decode(manager, bytes(f))));
      pixels = NDArrays.stack(each);
    }
    return pixels;
  }

  private byte[] bytes(String file) {
    return JsonFile.readBytes(of.folder().resolve("images").resolve(file), MOST_BYTES);
  }

  private static TensorValues resized(Pixels image, PillowResize filter, Shape shape) {
    int height = Math.toIntExact(shape.get(0));
    int width = Math.toIntExact(shape.get(1));
    return values(filter.resize(image, height, width));
  }

  private static TensorValues values(Pixels image) {
    return TensorValues.unsigned(image.rgb(), new Shape(image.height(), image.width(), 3));
  }
}
