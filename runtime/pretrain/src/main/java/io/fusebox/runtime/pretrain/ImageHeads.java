package io.fusebox.runtime.pretrain;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.runtime.worlds.scenes.Scene;
import io.fusebox.toolkit.tensor.Linear;
import java.util.Map;

/**
 * The training objectives of an encoder, computed by heads that are thrown away afterwards: which
 * pixels of a patch belong to a thing (early on), shape and colour in each patch, and which shapes
 * and colours the whole image has (from the class token's vector and from the pooled one).
 */
final class ImageHeads {
  private static final int SHAPES = Scene.PAINTED;
  private static final int COLOURS = Scene.COLOURS.size();

  /** The layer after which a patch must know its outline. */
  private static final String EARLY = "hidden_states.2";

  private final Parameters heads;
  private final Linear outline;
  private final Linear patchShape;
  private final Linear patchColour;
  private final Linear shapes;
  private final Linear colours;
  private final Linear pooledShapes;
  private final Linear pooledColours;

  ImageHeads(Parameters untrained, long width) {
    this.heads = untrained.under("heads");
    this.outline = head("outline", width, ImageBatch.CELLS);
    this.patchShape = head("patch_shape", width, 1 + SHAPES);
    this.patchColour = head("patch_colour", width, 1 + COLOURS);
    this.shapes = head("shapes", width, SHAPES);
    this.colours = head("colours", width, COLOURS);
    this.pooledShapes = head("pooled_shapes", width, SHAPES);
    this.pooledColours = head("pooled_colours", width, COLOURS);
  }

  private Linear head(String name, long width, long classes) {
    return Linear.read(heads.under(name), width, classes);
  }

  /** The heads' parameters, live. */
  Map<String, NDArray> parameters() {
    return heads.all();
  }

  /**
   * The loss of a batch.
   *
   * @param outputs what the encoder gave, by the reference's names
   * @param clean how much it counts that vectors look clean
   * @return a scalar
   */
  NDArray loss(Map<String, NDArray> outputs, ImageBatch batch, double clean) {
    NDArray last = requireNonNull(outputs.get("last_hidden_state"));
    NDArray patches = patches(last);
    NDManager manager = last.getManager();
    NDArray weights = manager.create(batch.weights);
    NDArray ofPatches =
        ClassificationLoss.classes(patchShape.apply(patches), batch.patchShapes, weights)
            .add(
                ClassificationLoss.classes(
                    patchColour.apply(patches), batch.patchColours, weights));
    NDArray outlines = outline.apply(patches(requireNonNull(outputs.get(EARLY))));
    NDArray covered = manager.create(batch.covered, outlines.getShape());
    NDArray ofOutlines = binary(outlines, covered).mean().mul(manager.full(new Shape(), 5f));
    NDArray half = manager.full(new Shape(), 0.5f);
    return ofPatches
        .add(ofOutlines)
        .add(ofWhole(outputs, batch).mul(half))
        .add(ofCodes(last, batch).mul(manager.full(new Shape(), (float) clean)));
  }

  /** How far each vector is from what it is to look like, as patches count. */
  private static NDArray ofCodes(NDArray states, ImageBatch batch) {
    NDManager manager = states.getManager();
    long patches = states.getShape().get(1) - 1;
    NDArray weights =
        manager
            .ones(new Shape(batch.count, 1))
            .concat(manager.create(batch.weights, new Shape(batch.count, patches)), 1);
    return ClassificationLoss.ofCodes(states, batch.codes, weights);
  }

  private NDArray ofWhole(Map<String, NDArray> outputs, ImageBatch batch) {
    NDArray whole = requireNonNull(outputs.get("last_hidden_state")).get(new NDIndex(":, 0"));
    NDArray pooled = requireNonNull(outputs.get("pooler_output"));
    NDManager manager = whole.getManager();
    NDArray hasShapes = manager.create(batch.shapes, new Shape(batch.count, SHAPES));
    NDArray hasColours = manager.create(batch.colours, new Shape(batch.count, COLOURS));
    return presence(shapes.apply(whole), hasShapes)
        .add(presence(colours.apply(whole), hasColours))
        .add(presence(pooledShapes.apply(pooled), hasShapes))
        .add(presence(pooledColours.apply(pooled), hasColours));
  }

  /** Of the patches that show something, the share whose shape, and whose colour, is recognised. */
  Map<String, Double> scores(Map<String, NDArray> outputs, ImageBatch batch) {
    NDArray patches = patches(requireNonNull(outputs.get("last_hidden_state")));
    return Map.of(
        "shape", ClassificationLoss.score(patchShape.apply(patches), batch.patchShapes),
        "colour", ClassificationLoss.score(patchColour.apply(patches), batch.patchColours));
  }

  private static NDArray patches(NDArray states) {
    return states.get(new NDIndex(":, 1:"));
  }

  /** The mean over images of the sum over classes. */
  private static NDArray presence(NDArray logits, NDArray truth) {
    return binary(logits, truth).sum(new int[] {1}).mean();
  }

  /** Binary cross-entropy: softplus(x) - x y. */
  private static NDArray binary(NDArray logits, NDArray truth) {
    return Activation.softPlus(logits).sub(logits.mul(truth));
  }
}
