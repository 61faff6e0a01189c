package io.fusebox.toolkit.vision;

import static io.fusebox.api.settings.Settings.require;

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
import io.fusebox.toolkit.image.ImageProcessor.ResizeTarget;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Images as a model's own processor prepares them.
 *
 * @param global how many tokens stand before the patches and look at the whole image
 * @param anySize whether the model reads images of other sizes and proportions than those that it
 *     was trained on
 */
public record ImageInput(
    ImageProcessor processor,
    Orientation orientation,
    VisionConfig config,
    int global,
    boolean anySize)
    implements VisionInput {
  /** Attention grows with the square of it: 64 x 64, or an image of 896 pixels at 14. */
  private static final long MOST_PATCHES = 4096;

  @Override
  public Modality modality() {
    return Modality.IMAGE;
  }

  @Override
  public NDArray decode(NDManager manager, byte[] file) {
    NDArray pixels = processor.decode(manager, file, orientation); // [c, h, w]
    if (anySize) {
      requirePatches(pixels.getShape().get(1), pixels.getShape().get(2));
    }
    return pixels;
  }

  @Override
  public NDArray decode(NDManager manager, Path input) {
    return decode(manager, InputReader.read(input));
  }

  @Override
  public NDArray blank(NDArray pixels) {
    return processor.blackInput(pixels);
  }

  @Override
  public void requireShape(Shape batch, Path model) {
    if (anySize) {
      requireAnySize(batch, model);
    } else if (!batch.equals(config.images(batch.get(0)))) {
      throw new FuseboxException(
          "the model %s reads images %s, found %s: do preprocessor_config.json and config.json agree?"
              .formatted(model, config.images(batch.get(0)), batch));
    }
  }

  private void requireAnySize(Shape batch, Path model) {
    require(
        batch.dimension() == 4 && batch.get(1) == config.channels(),
        "the model %s reads images (b, %d, h, w), found %s"
            .formatted(model, config.channels(), batch));
    requirePatches(batch.get(2), batch.get(3));
  }

  private void requirePatches(long height, long width) {
    int patch = config.patchSize();
    long rows = height / patch;
    long columns = width / patch;
    require(
        rows > 0 && columns > 0 && rows <= MOST_PATCHES && rows * columns <= MOST_PATCHES,
        "an image must be 1 to %d patches of %d x %d pixels when it is prepared, found %d pixels high and %d wide: leave it out, or set 'do_resize' and 'size' in the model's preprocessor_config.json"
            .formatted(MOST_PATCHES, patch, patch, height, width));
  }

  /** A rest that fills no patch is not seen. */
  @Override
  public Optional<PatchGrid> patches(int height, int width) {
    ResizeTarget.Exactly size = processor.size(height, width);
    int patch = config.patchSize();
    int rows = size.height() / patch;
    int columns = size.width() / patch;
    Window seen =
        new Window(
            0, 0, (double) rows * patch / size.height(), (double) columns * patch / size.width());
    Window read = processor.window(height, width);
    return Optional.of(new PatchGrid(global, rows, columns, read.part(seen)));
  }

  @Override
  public int together() {
    return Integer.MAX_VALUE;
  }
}
