package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of layers in one call of the engine each, among them operators that it has no call for.
 * They are in {@code kernels.py}, next to this class. Gradients flow through them. A product is
 * made in the type of its weight, and so are queries, keys and values; all else is given in
 * float32. Where gradients are recorded, heads attend in float32: the library's way back in
 * bfloat16 takes three times as long.
 */
final class Kernels {
  private static final PtNDManager OWNER = (PtNDManager) NDManager.newBaseManager();
  private static final PtSymbolBlock MODULE = load();

  /** The value of an argument that is left out. */
  private static final NDArray NOTHING = constant(new Shape(0), 0);

  private static final NDArray ONE = constant(new Shape(), 1);

  private Kernels() {}

  /** The methods of {@code kernels.py} that are called from here. */
  enum Method {
    LINEAR,
    KEY_VALUE,
    QUERY_KEY_VALUE,
    TURNED_QUERY_KEY_VALUE,
    ATTEND,
    SELF_ATTENTION,
    HEADS,
    MAPPED_HEADS,
    RMS_NORM,
    FEED_FORWARD,
    GATED_FEED_FORWARD,
    ACTIVATED,
    BFLOAT16,
    FLOAT32,
    ROWS;

    /** The engine takes a tensor of this name for the name of the method. */
    private final NDArray marker = constant(new Shape(1), 0);

    Method() {
      marker.setName("module_method:" + name().toLowerCase(java.util.Locale.ROOT));
    }

    /**
     * Calls the method; null stands for nothing.
     *
     * @return owned by the manager of {@code x}
     */
    NDList call(NDArray x, @Nullable NDArray... others) {
      NDList inputs = new NDList(others.length + 2);
      inputs.add(x);
      for (@Nullable NDArray other : others) {
        inputs.add(Objects.requireNonNullElse(other, NOTHING));
      }
      inputs.add(marker);
      // Plans that are made again after the first calls would give other last bits than these.
      JniUtils.setGraphExecutorOptimize(false);
      try {
        return IValueUtils.forward(MODULE, inputs, true);
      } finally {
        JniUtils.setGraphExecutorOptimize(true);
      }
    }

    /** Calls a method whose arguments begin with the weight and bias of each of {@code maps}. */
    NDList mapping(NDArray x, List<Linear> maps, @Nullable NDArray... others) {
      List<@Nullable NDArray> all = new ArrayList<>();
      for (Linear map : maps) {
        all.add(map.weight());
        all.add(map.bias());
      }
      all.addAll(Arrays.asList(others));
      return call(x, all.toArray(NDArray[]::new));
    }

    /** Calls a method that gives one tensor. */
    NDArray one(NDArray x, @Nullable NDArray... others) {
      return call(x, others).singletonOrThrow();
    }
  }

  /** A number, on the manager of {@code x}: for a method, or for a history of gradients to keep. */
  static NDArray number(NDArray x, float value) {
    return x.getManager().full(new Shape(), value);
  }

  /** The same of a count. */
  static NDArray integer(NDArray x, int value) {
    return x.getManager().full(new Shape(), value, DataType.INT64);
  }

  /** The number, or 1. */
  static NDArray orOne(@Nullable NDArray scale) {
    return scale == null ? ONE : scale;
  }

  private static NDArray constant(Shape shape, float value) {
    NDArray constant = OWNER.full(shape, value, DataType.FLOAT32);
    NDScope.unregister(constant); // anyone who is the first to need it
    return constant;
  }

  private static PtSymbolBlock load() {
    FreedMemory.keep();
    try (InputStream source = Kernels.class.getResourceAsStream("kernels.py")) {
      String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      return JniUtils.loadModule(OWNER, ScriptArchive.of("Kernels", text), false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
