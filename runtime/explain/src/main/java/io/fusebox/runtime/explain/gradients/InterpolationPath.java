package io.fusebox.runtime.explain.gradients;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Prefix;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.runtime.explain.gradients.Attributions.Span;
import io.fusebox.toolkit.tensor.HostTensor;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The straight line from zeros to one example's joined embeddings, before positions and
 * normalisation. Masks are the same all along it.
 *
 * @param input the batch that the example is in
 * @param end the example's joined embeddings {@code [s, d]}
 */
record InterpolationPath(PlmInput input, int example, HostTensor end) {

  /** Copies one example's embeddings out of a batch. */
  static InterpolationPath to(PlmInput input, int example) {
    try (NDManager scratch = below(input)) {
      NDList parts = new NDList();
      input.segments().forEach(s -> parts.add(row(s.embeddings(), example, scratch)));
      return new InterpolationPath(
          input, example, HostTensor.of(NDArrays.concat(parts, 1).squeeze(0)));
    }
  }

  /** A manager for one pass, below the input's. */
  NDManager newManager() {
    return below(input);
  }

  private static NDManager below(PlmInput input) {
    return input.segments().list().get(0).embeddings().getManager().newSubManager();
  }

  /** {@code [c, s, d]}: some points of the line, given as shares of the way. */
  NDArray points(NDManager manager, double... shares) {
    float[] whole = end.data();
    float[] points = new float[Math.multiplyExact(shares.length, whole.length)];
    for (int i = 0; i < shares.length; i++) {
      for (int j = 0; j < whole.length; j++) {
        points[i * whole.length + j] = (float) (shares[i] * whole[j]);
      }
    }
    Shape shape = new Shape(shares.length).addAll(end.shape());
    return new HostTensor(shape, points).toTensor(manager);
  }

  /** The PLM's input at some points {@code [c, s, d]}; owned by their manager. */
  PlmInput at(NDArray points) {
    NDManager manager = points.getManager();
    List<Segment> segments = new ArrayList<>();
    for (Span span : spans()) {
      Segment old = input.segments().list().get(segments.size());
      NDArray embeddings = points.get(new NDIndex(":, {}:{}", span.from(), span.to()));
      NDArray mask = row(old.mask(), example, manager);
      segments.add(old.with(embeddings, mask));
    }
    return new PlmInput(
        new Segments(segments), attention(manager), input.positions(), prefix(manager));
  }

  /** The prefix of the layers does not change along the line. */
  private Optional<Prefix> prefix(NDManager manager) {
    return input
        .prefix()
        .map(p -> p.shared() ? p : new Prefix(of(p.keys(), manager), of(p.values(), manager)));
  }

  /** The example's {@code [l, 1, h, n, d_head]} of {@code [l, b, h, n, d_head]}. */
  private NDArray of(NDArray x, NDManager manager) {
    return TensorScope.viewOn(manager, x).get(new NDIndex(":, {}:{}", example, example + 1));
  }

  private Optional<NDArray> attention(NDManager manager) {
    // [s, s] is the same for all examples; [b, 1, s, s] is not.
    return input
        .attention()
        .map(mask -> mask.getShape().dimension() == 2 ? mask : row(mask, example, manager));
  }

  /** Which positions are whose. */
  List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    int from = 0;
    for (Segment segment : input.segments()) {
      int to = from + Math.toIntExact(segment.length());
      spans.add(new Span(segment.name(), from, to));
      from = to;
    }
    return spans;
  }

  /** One example's part {@code [1, ...]}; what is there once is the same for every example. */
  private static NDArray row(NDArray x, int example, NDManager manager) {
    NDArray here = TensorScope.viewOn(manager, x);
    long row = x.getShape().get(0) == 1 ? 0 : example;
    return here.get(new NDIndex("{}:{}", row, row + 1));
  }
}
