package io.fusebox.toolkit.vision;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.api.encoder.PatchGrid;
import io.fusebox.api.encoder.PatchGrid.Window;
import io.fusebox.toolkit.files.InputReader;
import io.fusebox.toolkit.image.ImageProcessor;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Images of the one size that the model was trained on.
 *
 * @param whole how many tokens stand before the patches and look at the whole image
 */
public record ImageInput(
    ImageProcessor processor, Orientation orientation, VisionConfig config, int whole)
    implements VisionInput {

  @Override
  public Modality modality() {
    return Modality.IMAGE;
  }

  @Override
  public NDArray decode(NDManager manager, byte[] file) {
    return processor.decode(manager, file, orientation);
  }

  @Override
  public NDArray decode(NDManager manager, Path input) {
    return decode(manager, InputReader.read(input));
  }

  @Override
  public NDArray blank(NDArray pixels) {
    return processor.black(pixels);
  }

  @Override
  public void requireShape(Shape batch, Path model) {
    if (!batch.equals(config.images(batch.get(0)))) {
      throw new FuseboxException(
          "the model %s reads images %s, found %s: do preprocessor_config.json and config.json agree?"
              .formatted(model, config.images(batch.get(0)), batch));
    }
  }

  @Override
  public Optional<PatchGrid> patches(int height, int width) {
    int size = config.imageSize();
    Window read = processor.window(height, width);
    return Optional.of(grid(whole, size, size, config.patchSize(), read));
  }

  /**
   * The patches of an image; a rest that fills no patch is not seen.
   *
   * @param whole how many tokens stand before them
   * @param height the height of the prepared image in pixels
   * @param width its width
   * @param patch the side of a patch
   * @param read the part of the image that is prepared
   */
  public static PatchGrid grid(int whole, int height, int width, int patch, Window read) {
    int rows = height / patch;
    int columns = width / patch;
    Window seen =
        new Window(0, 0, (double) rows * patch / height, (double) columns * patch / width);
    return new PatchGrid(whole, rows, columns, read.part(seen));
  }

  @Override
  public int together() {
    return Integer.MAX_VALUE;
  }
}
