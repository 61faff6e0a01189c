package io.fusebox.toolkit.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.api.checkpoint.Checkpoint.Precision;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Seven bits of a fraction are a relative error of 0.4 % for each number. */
class Bfloat16Test {
  private static final double CLOSE = 0.02;

  private final NDManager owner = NDManager.newBaseManager();
  private final Parameters wide = parameters(Precision.FLOAT32);
  private final Parameters narrow = parameters(Precision.BFLOAT16);

  @BeforeEach
  void seed() {
    owner.getEngine().setRandomSeed(1);
  }

  @AfterEach
  void free() {
    owner.close();
  }

  private Parameters parameters(Precision precision) {
    var config = new ObjectMapper().createObjectNode().put("init_std", 0.2);
    return new Parameters(
        new UntrainedCheckpoint(Path.of("untrained"), config, 1, name -> true).in(precision),
        owner);
  }

  @Test
  void aLinearMapGivesFloat32AndItsGradientsReachTheInput() {
    assertClose(
        x -> Linear.read(wide.under("a"), 33, 17).apply(x),
        x -> Linear.read(narrow.under("a"), 33, 17).apply(x),
        2,
        5,
        33);
  }

  @Test
  void oneRowIsMappedAsManyAre() {
    for (int out : new int[] {17, 170}) { // narrower and wider than what is read
      assertClose(
          x -> Linear.read(wide.under("a" + out), 33, out).apply(x),
          x -> Linear.read(narrow.under("a" + out), 33, out).apply(x),
          1,
          1,
          33);
    }
  }

  @Test
  void aPartOfATensorIsMappedAsItsCopyIs() {
    NDArray whole = owner.randomNormal(new Shape(3, 5, 33));
    for (Parameters parameters : new Parameters[] {wide, narrow}) {
      Linear linear = Linear.read(parameters.under("b"), 33, 17);
      NDArray last = whole.get(new NDIndex(":, 4:, :"));
      NDArray found = linear.apply(last);
      assertEquals(new Shape(3, 1, 17), found.getShape());
      assertTrue(distance(linear.apply(last.duplicate()), found) < 1e-6);
    }
  }

  @Test
  void keysOfOnePrecisionJoinThoseOfAnother() {
    Attention attention = attention(narrow);
    KeyValue given = attention(wide).keyValue(owner.randomNormal(new Shape(2, 3, 24)));
    assertClose(
        x -> attention(wide).self(x, given::concat, null),
        x -> attention.self(x, given::concat, null),
        2,
        5,
        24);
  }

  @Test
  void attentionIsCloseWithAMaskAndWithout() {
    NDArray mask =
        AttentionMasks.additive(owner.create(new float[] {1, 1, 1, 1, 0}, new Shape(1, 1, 1, 5)));
    for (NDArray each : new NDArray[] {null, mask}) {
      assertClose(
          x -> attention(wide).self(x, each), x -> attention(narrow).self(x, each), 2, 5, 24);
      assertClose(
          x -> attention(wide).attend(x, attention(wide).keyValue(x), each),
          x -> attention(narrow).attend(x, attention(narrow).keyValue(x), each),
          2,
          5,
          24);
    }
  }

  private Attention attention(Parameters of) {
    return new Attention(
        Linear.read(of.under("q"), 24, 24),
        Linear.read(of.under("k"), 24, 24),
        Linear.read(of.under("v"), 24, 24),
        Linear.read(of.under("o"), 24, 24),
        3,
        owner.full(new Shape(), (float) (1 / Math.sqrt(8))));
  }

  @Test
  void whoMaySeeNothingGivesNumbers() {
    NDArray nothing = AttentionMasks.additive(owner.zeros(new Shape(1, 1, 1, 5)));
    NDArray given = attention(narrow).self(owner.ones(new Shape(1, 5, 24)), nothing);
    assertEquals(0, given.isNaN().toType(DataType.INT64, false).sum().getLong());
  }

  @Test
  void aFeedForwardPassIsClose() { // smooth ones: where relu bends, gradients differ by far
    for (Activation activation :
        new Activation[] {Activation.GELU, Activation.named("silu", owner)}) {
      assertClose(
          x -> feedForward(wide, activation).apply(x),
          x -> feedForward(narrow, activation).apply(x),
          2,
          5,
          24);
    }
  }

  private static FeedForward feedForward(Parameters of, Activation activation) {
    return new FeedForward(
        Linear.read(of.under("in"), 24, 70), activation, Linear.read(of.under("out"), 70, 24));
  }

  @Test
  void aTableAndAHeadThatAreOneStayOne() {
    Embedding read = Embedding.read(narrow.under("table"), 9, 6);
    Linear head = new Linear(read.weight(), null).held(narrow);
    Embedding table = read.held(narrow);
    assertSame(head.weight(), table.weight());
    assertSame(table.weight(), narrow.all().get("table.weight"));
    NDArray ids = owner.create(new long[] {3, 8});
    NDArray expected = Embedding.read(wide.under("table"), 9, 6).apply(ids);
    assertTrue(distance(expected, table.apply(ids)) < CLOSE);
    Linear some = head.only(ids);
    assertTrue(distance(expected, Bfloat16.readable(some.weight())) < CLOSE);
    NDArray x = owner.randomNormal(new Shape(4, 6));
    NDArray columns = head.apply(x).get(new NDIndex(":, {}", ids));
    assertTrue(Bfloat16.is(some.weight()), "in the precision of the whole");
    assertTrue(distance(columns, some.apply(x)) < 1e-6, "as the whole has them");
  }

  private void assertClose(UnaryOperator<NDArray> wide, UnaryOperator<NDArray> narrow, long... in) {
    NDArray x = owner.randomNormal(new Shape(in));
    NDArray[] expected = run(wide, x);
    NDArray[] found = run(narrow, x);
    assertEquals(DataType.FLOAT32, found[0].getDataType());
    assertTrue(distance(expected[0], found[0]) < CLOSE, "values");
    assertTrue(distance(expected[1], found[1]) < CLOSE, "gradients");
  }

  private NDArray[] run(UnaryOperator<NDArray> layer, NDArray x) {
    return Autograd.with(
        () -> {
          x.setRequiresGradient(true);
          NDArray y = layer.apply(x);
          Autograd.backward(y.mul(y).sum());
          NDArray[] both = {y, owner.create(Autograd.gradient(x))};
          Autograd.freeze(x);
          return both;
        });
  }

  /** Of the root mean squares. */
  private static double distance(NDArray expected, NDArray found) {
    return expected.sub(found).norm().getFloat() / expected.norm().getFloat();
  }
}
