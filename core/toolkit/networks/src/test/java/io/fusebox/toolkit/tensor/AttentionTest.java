package io.fusebox.toolkit.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** At sizes whose ends fill no block of the library's. */
class AttentionTest {
  private static final float CLOSE = 2e-5f;

  private final NDManager manager = NDManager.newBaseManager();

  @BeforeEach
  void seed() {
    manager.getEngine().setRandomSeed(1);
  }

  @AfterEach
  void free() {
    manager.close();
  }

  /** Examples, queries, keys, heads, a head's width. */
  static Stream<Arguments> sizes() {
    return Stream.of(
        Arguments.of(1, 1, 1, 1, 1),
        Arguments.of(1, 1, 7, 2, 3),
        Arguments.of(2, 5, 33, 3, 8),
        Arguments.of(3, 33, 33, 2, 17),
        Arguments.of(2, 197, 230, 1, 64),
        Arguments.of(1, 517, 41, 2, 31));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void attendsAsOneOperatorAfterAnotherDoes(int b, int t, int s, int heads, int width) {
    Attention attention = attention(heads, width, true);
    NDArray x = normal(b, t, heads * width);
    NDArray seen = normal(b, s, heads * width);
    for (NDArray mask : masks(b, heads, t, s)) {
      equal(
          List.of(x, seen, attention.query().weight(), attention.out().weight()),
          () -> attention.attend(x, attention.keyValue(seen), mask),
          () -> {
            PlainAttention plain = new PlainAttention(attention);
            return plain.attend(x, plain.keyValue(seen), mask);
          });
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void seesItselfAsOneOperatorAfterAnotherDoes(int b, int t, int s, int heads, int width) {
    Attention attention = attention(heads, width, false);
    NDArray x = normal(b, t, heads * width);
    for (NDArray mask : masks(b, heads, t, t)) {
      equal(
          List.of(x, attention.key().weight()),
          () -> attention.self(x, mask),
          () -> {
            PlainAttention plain = new PlainAttention(attention);
            return plain.attend(x, plain.keyValue(x), mask);
          });
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void fewerKeysServeGroupsOfQueriesAsIfRepeated(int b, int t, int s, int groups, int width) {
    int times = 3;
    NDArray q = normal(b, groups * times, t, width);
    NDArray k = normal(b, groups, s, width);
    NDArray v = normal(b, groups, s, width);
    Linear out = linear(groups * times * width, 5, true);
    NDArray scale = Attention.scale(q, width);
    NDArray positions = normal(1, 1, t, s);
    for (NDArray mask : new NDArray[] {null, masks(b, 1, t, s)[1], positions}) {
      equal(
          List.of(q, k, v),
          () -> Attention.mappedHeads(q, new KeyValue(k, v), mask, scale, out),
          () -> {
            KeyValue all = new KeyValue(k.repeat(1, times), v.repeat(1, times));
            return out.apply(Attention.heads(q, all, mask, scale));
          });
    }
  }

  @Test
  void itsOwnKeysMayBeJoinedWithOthers() {
    Attention attention = attention(2, 4, true);
    NDArray x = normal(3, 2, 8);
    KeyValue before = attention.keyValue(normal(3, 5, 8));
    equal(
        List.of(x, attention.query().weight()),
        () -> attention.self(x, before::concat, null),
        () -> attention.attend(x, before.concat(attention.keyValue(x)), null));
  }

  @Test
  void whatMaySeeNothingSeesAllAlike() {
    Attention attention = attention(2, 4, true);
    NDArray x = normal(1, 3, 8);
    NDArray nothing = AttentionMasks.additive(manager.zeros(new Shape(1, 1, 1, 3)));
    NDArray given = attention.self(x, nothing);
    assertEquals(0, given.isNaN().sum().getLong());
    PlainAttention plain = new PlainAttention(attention);
    assertArrayEquals(
        plain.attend(x, plain.keyValue(x), nothing).toFloatArray(), given.toFloatArray(), CLOSE);
  }

  @Test
  void keysThatOutliveACallDoNotGrowWithIt() {
    Attention attention = attention(2, 4, true);
    KeyValue kept = attention.keyValue(normal(1, 5, 8));
    try (NDManager call = NDManager.newBaseManager()) {
      NDArray x = call.ones(new Shape(1, 2, 8));
      assertEquals(call, attention.attend(x, kept, null).getManager());
    }
    assertEquals(new Shape(1, 2, 5, 4), kept.keys().getShape());
  }

  @Test
  void aFeedForwardPassIsItsThreeOperators() {
    for (Activation gelu : List.of(Activation.GELU, Activation.named("gelu_new", manager))) {
      FeedForward layer = new FeedForward(linear(7, 19, true), gelu, linear(19, 7, false));
      NDArray x = normal(2, 5, 7);
      equal(
          List.of(x, layer.in().weight()),
          () -> layer.apply(x),
          () -> layer.out().apply(gelu.apply(layer.in().apply(x))));
    }
  }

  /** None; of keys alone, as padding is; of everything, as a bias is. */
  private NDArray[] masks(int b, int heads, int t, int s) {
    float[] padding = new float[s];
    java.util.Arrays.fill(padding, 0, Math.max(1, s - 2), 1);
    return new NDArray[] {
      null,
      AttentionMasks.additive(manager.create(padding, new Shape(1, 1, 1, s))),
      AttentionMasks.additive(manager.create(padding, new Shape(1, 1, 1, s)))
          .broadcast(b, 1, t, s)
          .add(0),
      normal(1, heads, t, s)
    };
  }

  /** The same numbers, and the same gradients of all inputs. */
  private void equal(List<NDArray> inputs, Supplier<NDArray> made, Supplier<NDArray> plain) {
    List<float[]> expected = numbers(inputs, plain);
    List<float[]> found = numbers(inputs, made);
    for (int i = 0; i < expected.size(); i++) {
      float largest = 1;
      for (float each : expected.get(i)) {
        largest = Math.max(largest, Math.abs(each));
      }
      assertArrayEquals(expected.get(i), found.get(i), CLOSE * largest, "number " + i);
    }
  }

  private List<float[]> numbers(List<NDArray> inputs, Supplier<NDArray> layer) {
    return Autograd.with(
        () -> {
          inputs.forEach(input -> input.setRequiresGradient(true));
          NDArray y = layer.get();
          Autograd.backward(y.mul(y).sum());
          List<float[]> all =
              new java.util.ArrayList<>(inputs.stream().map(Autograd::gradient).toList());
          all.add(y.toFloatArray());
          inputs.forEach(Autograd::freeze);
          return all;
        });
  }

  private Attention attention(int heads, int width, boolean bias) {
    int d = heads * width;
    return new Attention(
        linear(d, d, bias),
        linear(d, d, bias),
        linear(d, d, bias),
        linear(d, d, bias),
        heads,
        bias ? manager.full(new Shape(), (float) (1 / Math.sqrt(width))) : null);
  }

  private Linear linear(int in, int out, boolean bias) {
    NDArray weight =
        manager.randomNormal(0, (float) (1 / Math.sqrt(in)), new Shape(out, in), DataType.FLOAT32);
    return new Linear(weight, bias ? normal(out) : null);
  }

  private NDArray normal(long... shape) {
    return manager.randomNormal(new Shape(shape));
  }
}
