package io.fusebox.runtime.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.runtime.worlds.scenes.PaintedImage;
import io.fusebox.runtime.worlds.scenes.Scene;
import io.fusebox.runtime.worlds.scenes.SceneObject;
import io.fusebox.runtime.worlds.scenes.ScenePainter;
import java.util.List;

/** Images and what is to be recognised in them, as arrays. */
final class ImageBatch {
  /** How much of a patch a thing must cover to be recognised; if less, the patch does not count. */
  private static final double ENOUGH = 1 / 8.0;

  /** A patch has 8 x 8 cells. */
  private static final int CELL_SIDE = 8;

  static final int CELLS = CELL_SIDE * CELL_SIDE;

  private static final double ANY = 1e-6;

  /** Most patches show nothing; they must not drown the others. */
  private static final float WEIGHT_OF_NOTHING = 0.2f;

  final int count;
  final int size;

  /** {@code [b, 3, size, size]}, from -1 to 1. */
  private final float[] pixels;

  /** {@code [b, n]}: the shape in each patch, 0 = nothing. */
  final long[] patchShapes;

  /** {@code [b, n]}: the colour in each patch, 0 = nothing. */
  final long[] patchColours;

  /** {@code [b, n]}: how much each patch counts. */
  final float[] weights;

  /** {@code [b, 1 + n, d]}: what the class token and each patch are to look like. */
  final float[] codes;

  /** {@code [b, n, cells]}: which part of each cell of each patch is covered by a thing. */
  final float[] covered;

  /** {@code [b, shapes]}: 1 = the image has it. */
  final float[] shapes;

  /** {@code [b, colours]}: 1 = the image has it. */
  final float[] colours;

  private final int patch;
  private final ClassCodes code;

  /** Paints a batch. */
  ImageBatch(ScenePainter painter, ClassCodes code, int count, int size, int patch) {
    int patches = size / patch * (size / patch);
    this.code = code;
    this.codes = new float[count * (1 + patches) * code.width()];
    this.count = count;
    this.size = size;
    this.patch = patch;
    this.pixels = new float[count * 3 * size * size];
    this.patchShapes = new long[count * patches];
    this.patchColours = new long[count * patches];
    this.weights = new float[count * patches];
    this.covered = new float[count * patches * CELLS];
    this.shapes = new float[count * Scene.PAINTED];
    this.colours = new float[count * Scene.COLOURS.size()];
    for (int row = 0; row < count; row++) {
      fill(row, painter.paint());
    }
  }

  /** The images, owned by {@code manager}. */
  NDArray pixels(NDManager manager) {
    return manager.create(pixels, new Shape(count, 3, size, size));
  }

  private void fill(int row, PaintedImage image) {
    fillPixels(row, image);
    for (SceneObject thing : image.things()) {
      shapes[row * Scene.PAINTED + thing.shape()] = 1;
      colours[row * Scene.COLOURS.size() + thing.colour()] = 1;
    }
    int side = size / patch;
    int first = row * (1 + side * side) * code.width();
    fillWhole(first, image.things());
    for (int i = 0; i < side * side; i++) {
      int at = row * side * side + i;
      fillPatch(at, image, i % side * patch, i / side * patch);
      fillCells(at, image, i % side * patch, i / side * patch);
      code.add(
          codes,
          first + (1 + i) * code.width(),
          Math.toIntExact(patchShapes[at]),
          Math.toIntExact(patchColours[at]),
          1);
    }
  }

  /** The class token's: the mean over the things. */
  private void fillWhole(int at, List<SceneObject> things) {
    if (things.isEmpty()) {
      code.add(codes, at, 0, 0, 1);
    }
    for (SceneObject thing : things) {
      code.add(codes, at, 1 + thing.shape(), 1 + thing.colour(), 1f / things.size());
    }
  }

  private void fillPatch(int at, PaintedImage image, int left, int top) {
    int what = image.most(left, top, patch, ENOUGH * patch * patch);
    if (what >= 0) {
      SceneObject thing = image.things().get(what);
      patchShapes[at] = 1 + thing.shape();
      patchColours[at] = 1 + thing.colour();
      weights[at] = 1;
    } else {
      weights[at] = image.most(left, top, patch, ANY) >= 0 ? 0 : WEIGHT_OF_NOTHING;
    }
  }

  private void fillCells(int at, PaintedImage image, int left, int top) {
    int cell = patch / CELL_SIDE;
    for (int i = 0; i < CELLS; i++) {
      int x = left + i % CELL_SIDE * cell;
      int y = top + i / CELL_SIDE * cell;
      covered[at * CELLS + i] = (float) image.covered(x, y, cell);
    }
  }

  private void fillPixels(int row, PaintedImage image) {
    int area = size * size;
    for (int i = 0; i < area; i++) {
      for (int c = 0; c < 3; c++) {
        pixels[(row * 3 + c) * area + i] = (image.rgb()[3 * i + c] & 0xff) / 127.5f - 1;
      }
    }
  }
}
