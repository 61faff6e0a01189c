package io.fusebox.runtime.explain.gradients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Positions;
import io.fusebox.api.fusion.PlmInput.Prefix;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.fixtures.Tensors;
import io.fusebox.runtime.explain.gradients.Attributions.Span;
import io.fusebox.toolkit.generation.Generator;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Alongside the reference's numbers, which the verification of its cases compares. */
class IntegratedGradientsTest {
  /** Of what float32 makes of the same sums in another order. */
  private static final float ROUNDING = 1e-5f;

  private final SmoothCase smooth = new SmoothCase();

  @AfterEach
  void close() {
    smooth.close();
  }

  private IntegratedGradients gradients() {
    return IntegratedGradients.of(smooth.bart);
  }

  private static IntegratedGradients rows(IntegratedGradients of, int rows) {
    return new IntegratedGradients(of.plm(), of.rule(), of.steps(), rows);
  }

  private static void assertComplete(Attributions found) {
    int s = Math.toIntExact(found.perPosition().shape().get(1));
    for (int i = 0; i < found.delta().length; i++) {
      double sum = 0;
      for (int j = 0; j < s; j++) {
        sum += found.perPosition().data()[i * s + j];
      }
      double gain = found.atInput()[i] - found.atBaseline()[i];
      assertTrue(Math.abs(gain) > 0.01, "nothing to explain: " + gain);
      assertEquals(gain, sum, 1e-4);
      assertEquals(sum - gain, found.delta()[i], 1e-5);
    }
  }

  @Test
  void attributionsSumToWhatTheInputAdds() {
    assertComplete(gradients().explain(smooth.input(), smooth.target()));
  }

  @Test
  void areCompleteForPositionsPerSegmentUnderAMaskAndOfWhatIsPlaced() {
    PlmInput input = smooth.input().withPositions(Positions.SEGMENT);
    float[] blind = new float[18 * 18];
    Arrays.fill(blind, 1);
    for (int row = 0; row < 5; row++) {
      Arrays.fill(blind, row * 18 + 5, row * 18 + 18, 0); // the prompt sees itself alone
    }
    NDArray mask = smooth.batch.create(blind, new Shape(18, 18)).duplicate();
    Attributions shared = gradients().explain(input.withAttention(mask), smooth.target());
    assertComplete(shared);
    NDArray each = mask.reshape(1, 1, 18, 18).broadcast(3, 1, 18, 18);
    Attributions own = gradients().explain(input.withAttention(each), smooth.target());
    assertArrayEquals(shared.values().data(), own.values().data(), ROUNDING);

    Segments words = Segments.of(input.segments().list().get(2));
    PlmInput placed = PlmInput.join(Segments.of(smooth.bart.place(words.list().get(0))));
    assertComplete(gradients().explain(placed, smooth.target()));
    assertNotEquals(
        gradients().explain(PlmInput.join(words), smooth.target()).atBaseline()[0],
        gradients().explain(placed, smooth.target()).atBaseline()[0]);
  }

  @Test
  void areCompleteBehindAPrefixAndOfEachExampleBehindItsOwn() {
    PrefixShape of = smooth.bart.spec().prefix().orElseThrow();
    Shape shape = new Shape(of.layers(), 1, of.heads(), 4, of.headWidth());
    Prefix one = new Prefix(numbers(shape, 1), numbers(shape, 2));
    Attributions shared = gradients().explain(smooth.input().withPrefix(one), smooth.target());
    assertComplete(shared);
    Attributions without = gradients().explain(smooth.input(), smooth.target());
    assertNotEquals(without.atBaseline()[0], shared.atBaseline()[0]);
    Prefix each =
        new Prefix(
            one.keys().concat(numbers(shape, 3), 1).concat(one.keys(), 1),
            one.values().concat(numbers(shape, 4), 1).concat(one.values(), 1));
    Attributions own = gradients().explain(smooth.input().withPrefix(each), smooth.target());
    assertComplete(own);
    assertEquals(shared.atInput()[2], own.atInput()[2], 1e-5);
    assertNotEquals(shared.atInput()[1], own.atInput()[1]);
  }

  private NDArray numbers(Shape shape, long seed) {
    return Tensors.normal(smooth.batch, shape, seed);
  }

  @Test
  void saysWhichPositionsAreWhose() {
    assertEquals(
        List.of(new Span("prompt", 0, 5), new Span("image", 5, 12), new Span("text", 12, 18)),
        gradients().explain(smooth.input(), smooth.target()).spans());
  }

  @Test
  void givesNothingToPadding() {
    Attributions found = gradients().explain(smooth.input(), smooth.target());
    float[] second = Arrays.copyOfRange(found.perPosition().data(), 18, 36);
    assertArrayEquals(new float[3], Arrays.copyOfRange(second, 15, 18));
    for (int position = 0; position < 15; position++) {
      assertNotEquals(0, second[position], "position " + position);
    }
  }

  @Test
  void doesNotDependOnHowManyStepsGoThroughAtOnce() {
    float[] all = rows(gradients(), 50).explain(smooth.input(), smooth.target()).values().data();
    for (int rows : new int[] {1, 7}) {
      Attributions found = rows(gradients(), rows).explain(smooth.input(), smooth.target());
      assertArrayEquals(all, found.values().data(), ROUNDING);
    }
  }

  @Test
  void explainsEachExampleAsIfItWereAlone() {
    float[] all = gradients().explain(smooth.input(), smooth.target()).values().data();
    AttributionTarget second =
        AttributionTarget.labels(new long[][] {smooth.labels()[1]}, smooth.bart.spec());
    float[] alone = gradients().explain(smooth.input(1), second).values().data();
    assertArrayEquals(Arrays.copyOfRange(all, alone.length, 2 * alone.length), alone, ROUNDING);
  }

  @Test
  void holdsAFewStepsAtATimeHoweverManyThereAre() {
    Watched few = new Watched(smooth.bart);
    rows(IntegratedGradients.of(few).with(QuadratureRule.GAUSS_LEGENDRE, 4), 4)
        .explain(smooth.input(), smooth.target());
    Watched many = new Watched(smooth.bart);
    rows(IntegratedGradients.of(many).with(QuadratureRule.GAUSS_LEGENDRE, 40), 4)
        .explain(smooth.input(), smooth.target());

    assertEquals(4, Collections.max(many.rows()));
    assertEquals(3 * (10 + 2), many.rows().size(), "ten passes and both ends, of each example");
    assertEquals(Collections.max(few.live()), Collections.max(many.live()), "arrays alive at once");
    many.managers().forEach(manager -> assertFalse(manager.isOpen()));
  }

  @Test
  void leavesTheInputAsItWasAndNothingBesideIt() {
    PlmInput input = smooth.input();
    AttributionTarget target = smooth.target();
    float[] before = input.segments().list().get(2).embeddings().toFloatArray();
    int arrays = smooth.batch.getManagedArrays().size();
    int parameters = smooth.manager.getManagedArrays().size();

    gradients().explain(input, target);

    assertEquals(arrays, smooth.batch.getManagedArrays().size());
    assertEquals(parameters, smooth.manager.getManagedArrays().size());
    NDArray after = input.segments().list().get(2).embeddings();
    assertArrayEquals(before, after.toFloatArray());
    assertFalse(after.hasGradient());
  }

  @Test
  void explainsTheFirstTokenOfAnAnswer() {
    PlmInput input = smooth.input();
    var how = smooth.bart.generation().withMaxLength(6);
    long[][] answers = Generator.generate(smooth.bart, smooth.bart.encode(input), how).sequences();
    AttributionTarget first = AttributionTarget.firstToken(answers, how);

    Attributions found = gradients().explain(input, first);

    NDArray start = smooth.batch.create(new long[] {2, 2, 2}, new Shape(3, 1));
    NDArray log = smooth.bart.decode(smooth.bart.encode(input), start).logits().logSoftmax(-1);
    for (int i = 0; i < 3; i++) {
      assertEquals(log.getFloat(i, 0, answers[i][1]), found.atInput()[i], 1e-5);
    }
    assertComplete(found);
  }

  @Test
  void endsWhenItsThreadIsInterrupted() {
    PlmInput input = smooth.input();
    AttributionTarget target = smooth.target();
    Thread.currentThread().interrupt();
    try {
      FuseboxException cut =
          assertThrows(FuseboxException.class, () -> gradients().explain(input, target));
      assertTrue(cut.getMessage().contains("cut off"), cut.getMessage());
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void refusesATargetOfOtherExamples() {
    AttributionTarget one = AttributionTarget.labels(new long[][] {{7, 2}}, smooth.bart.spec());
    PlmInput three = smooth.input();
    String message =
        assertThrows(FuseboxException.class, () -> gradients().explain(three, one)).getMessage();
    assertEquals("the target is about 1 examples, but the input holds 3 of 18 positions", message);
    assertThrows(
        FuseboxException.class,
        () -> gradients().explain(PlmInput.join(Segments.of(new Segment[0])), one));
    assertThrows(FuseboxException.class, () -> rows(gradients(), 0));
  }
}
