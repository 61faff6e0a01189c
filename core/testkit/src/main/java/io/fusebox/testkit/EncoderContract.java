package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.encoder.PatchGrid;
import io.fusebox.fixtures.Tensors;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of every encoder. */
public interface EncoderContract {
  /** A new encoder; {@code owner} plays the host and owns what lives as long as the encoder. */
  ModalityEncoder encoder(NDManager owner);

  /**
   * A decoded input of this encoder, without a batch axis.
   *
   * @param manager owns the result
   * @param seed other seeds give other inputs, of the same shape
   */
  NDArray input(NDManager manager, long seed);

  @Test
  default void featuresAreAsWideAsItSays() {
    Bench.with(
        this,
        (encoder, manager) -> {
          NDArray features = encoder.encode(input(manager, 1).expandDims(0));
          assertEquals(3, features.getShape().dimension(), "features are [b, m, d]");
          assertEquals(1, features.getShape().get(0));
          assertEquals(encoder.featureSize(), features.getShape().get(2));
        });
  }

  @Test
  default void sameInputGivesSameFeatures() {
    Bench.with(
        this,
        (encoder, manager) -> {
          NDArray input = input(manager, 1).expandDims(0);
          NDArray once = encoder.encode(input);
          NDArray again = encoder.encode(input);
          Tensors.assertClose(once, again, 0, "the second time");
        });
  }

  @Test
  default void otherInputGivesOtherFeatures() {
    Bench.with(
        this,
        (encoder, manager) -> {
          NDArray one = encoder.encode(input(manager, 1).expandDims(0));
          NDArray other = encoder.encode(input(manager, 2).expandDims(0));
          assertNotEquals(0, Tensors.maxDifference(one, other));
        });
  }

  @Test
  default void batchOfTwoEqualsTwoSingles() {
    Bench.with(
        this,
        (encoder, manager) -> {
          NDArray first = input(manager, 1);
          NDArray second = input(manager, 2);
          NDArray both = encoder.encode(NDArrays.stack(new NDList(first, second)));
          NDArray singles =
              encoder.encode(first.expandDims(0)).concat(encoder.encode(second.expandDims(0)), 0);
          Tensors.assertClose(singles, both, 1e-4, "a batch of two");
        });
  }

  @Test
  default void encodingLeavesTheInputAsItWas() {
    Bench.with(
        this,
        (encoder, manager) -> {
          NDArray input = input(manager, 1).expandDims(0);
          NDArray before = input.duplicate();
          encoder.encode(input);
          Tensors.assertClose(before, input, 0, "the input afterwards");
        });
  }

  @Test
  default void inputsManagerOwnsTheFeatures() {
    Bench.with(
        this,
        (encoder, manager) -> {
          NDArray input = input(manager, 1).expandDims(0);
          assertSame(manager, encoder.encode(input).getManager());
          assertSame(manager, encoder.blank(input).getManager());
          encoder.outputs(input).forEach((k, v) -> assertSame(manager, v.getManager(), k));
        });
  }

  @Test
  default void leavesNothingOnItsOwnManager() {
    try (NDManager owner = NDManager.newBaseManager()) {
      ModalityEncoder encoder = encoder(owner);
      int before = -1;
      for (int call = 0; call < 3; call++) {
        try (NDManager manager = owner.newSubManager()) {
          NDArray input = input(manager, call).expandDims(0);
          encoder.encode(input);
          encoder.blank(input);
          encoder.outputs(input);
        }
        int now = owner.getManagedArrays().size();
        // The first call may lay something by for all later ones.
        assertTrue(before < 0 || now == before, "tensors of the encoder grew to " + now);
        before = now;
      }
    }
  }

  @Test
  default void blankIsAnInputOfTheSameShape() {
    Bench.with(
        this,
        (encoder, manager) -> {
          NDArray single = input(manager, 1);
          NDArray batch = single.expandDims(0);
          assertEquals(single.getShape(), encoder.blank(single).getShape());
          assertEquals(batch.getShape(), encoder.blank(batch).getShape());
          assertEquals(batch.getDataType(), encoder.blank(batch).getDataType());
          Tensors.assertClose(
              encoder.blank(batch), encoder.blank(input(manager, 2).expandDims(0)), 0, "blanks");
          encoder.encode(encoder.blank(batch));
        });
  }

  @Test
  default void patchesAreAsManyAsTheFeatures() {
    Bench.with(
        this,
        (encoder, manager) -> {
          Optional<PatchGrid> grid = encoder.patches(37, 45);
          assumeTrue(grid.isPresent(), "its features are not patches");
          NDArray features = encoder.encode(input(manager, 1).expandDims(0));
          assertEquals(features.getShape().get(1), grid.get().features());
        });
  }

  @Test
  default void refusesBytesThatAreNoInput() {
    Bench.with(
        this,
        (encoder, manager) -> {
          byte[] text = "no file of any modality".getBytes(StandardCharsets.UTF_8);
          assertAll(
              () -> assertThrows(FuseboxException.class, () -> encoder.decode(manager, text)),
              () ->
                  assertThrows(FuseboxException.class, () -> encoder.decode(manager, new byte[0])),
              () ->
                  assertThrows(
                      FuseboxException.class, () -> encoder.decode(manager, new byte[4096])));
        });
  }

  @Test
  default void parametersAreFiniteAndFrozen() {
    Bench.with(
        this,
        (encoder, manager) -> {
          assumeFalse(encoder.parameters().isEmpty(), "it has no parameters");
          encoder
              .parameters()
              .forEach(
                  (name, tensor) -> {
                    assertFalse(tensor.hasGradient(), name + " must not ask for a gradient");
                    for (Number value : tensor.toArray()) {
                      assertTrue(Double.isFinite(value.doubleValue()), name);
                    }
                  });
        });
  }

  @Test
  default void gradientReachesThawedParameters() {
    Bench.with(
        this,
        (encoder, manager) -> {
          assumeFalse(encoder.parameters().isEmpty(), "it has no parameters");
          encoder.parameters().values().forEach(p -> p.setRequiresGradient(true));
          long reached =
              Gradients.of(
                      () -> encoder.encode(input(manager, 1).expandDims(0)),
                      encoder.parameters().values())
                  .stream()
                  .filter(g -> g > 0)
                  .count();
          // A head may lie unused; but what can be thawed at all must learn, nearly all of it.
          assertTrue(2 * reached >= encoder.parameters().size(), "only " + reached + " learn");
        });
  }
}
