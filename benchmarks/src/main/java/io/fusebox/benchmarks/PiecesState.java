package io.fusebox.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.checkpoint.Checkpoint.Precision;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.benchmarks.Piece.Elements;
import io.fusebox.benchmarks.Piece.Heads;
import io.fusebox.benchmarks.Piece.JoinedHeads;
import io.fusebox.benchmarks.Piece.Product;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.Linear;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The pieces of one kind, each with tensors of its shape; every layer has weights of its own. */
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
@State(Scope.Benchmark)
public class PiecesState {
  @Param({"BASE"})
  private ModelSize size;

  @Param({"FLOAT32"})
  private Precision precision;

  @Param({"VIT", "ANSWER"})
  private BrokenDown work;

  @Param({"PRODUCTS", "ATTENTION", "ELEMENTWISE", "COPIES"})
  private Piece.Kind kind;

  private NDManager owner;
  private final Map<Shape, NDArray> tensors = new HashMap<>();
  private final Map<String, Linear> weights = new HashMap<>();
  private final List<Supplier<NDArray>> calls = new ArrayList<>();

  /** The products of one kind of a job's pieces. */
  static long flops(BrokenDown work, Piece.Kind kind, ModelSize size) {
    return work.work(size).pieces().stream()
        .filter(p -> p.kind() == kind)
        .mapToLong(Piece::flops)
        .sum();
  }

  /** Makes all tensors. */
  @Setup(Level.Trial)
  public void open() {
    owner = NDManager.newBaseManager();
    work.work(size).pieces().stream()
        .filter(p -> p.kind() == kind)
        .map(this::call)
        .forEach(calls::add);
  }

  /** Frees everything. */
  @TearDown(Level.Trial)
  public void close() {
    calls.clear();
    tensors.clear();
    weights.clear();
    owner.close();
  }

  /** Calls all pieces; each result is freed at once. */
  int run() {
    calls.forEach(call -> call.get().close());
    return calls.size();
  }

  private Supplier<NDArray> call(Piece piece) {
    if (piece instanceof Product product) {
      NDArray x = tensor(product.rows(), product.in());
      Linear linear = weights.computeIfAbsent(product.weight(), name -> linear(product));
      return () -> linear.apply(x);
    }
    if (piece instanceof Heads heads) {
      return heads(heads);
    }
    if (piece instanceof JoinedHeads heads) {
      NDArray x = tensor(heads.examples(), heads.heads(), heads.positions(), heads.headWidth());
      Shape joined =
          new Shape(heads.examples(), heads.positions(), heads.heads() * heads.headWidth());
      return () -> joined(x, joined);
    }
    return elements((Elements) piece);
  }

  private static NDArray joined(NDArray x, Shape shape) {
    try (NDArray turned = x.transpose(0, 2, 1, 3)) {
      return turned.reshape(shape);
    }
  }

  private Supplier<NDArray> heads(Heads heads) {
    NDArray q = tensor(heads.examples(), heads.heads(), heads.queries(), heads.headWidth());
    NDArray k = tensor(heads.examples(), heads.heads(), heads.keys(), heads.headWidth());
    KeyValue to = new KeyValue(k, k);
    NDArray scale = Attention.scale(q, heads.headWidth());
    return () -> Attention.heads(q, to, null, scale);
  }

  private Supplier<NDArray> elements(Elements piece) {
    NDArray x = tensor(piece.rows(), piece.width());
    return switch (piece.pass()) {
      case NORM -> {
        LayerNorm norm = new LayerNorm(tensor(piece.width()), tensor(piece.width()), 1e-5f);
        yield () -> norm.apply(x);
      }
      case ACTIVATION -> () -> Activation.GELU.apply(x);
      case SUM -> () -> x.add(x);
    };
  }

  private Linear linear(Product product) {
    return new Linear(
        owner.randomNormal(new Shape(product.out(), product.in())), tensor(product.out()));
  }

  private NDArray tensor(long... shape) {
    return tensors.computeIfAbsent(new Shape(shape), owner::randomNormal);
  }
}
