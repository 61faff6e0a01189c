package io.fusebox.runtime.explain.gradients;

import io.fusebox.toolkit.tensor.HostTensor;
import java.util.List;

/**
 * How much each number that the PLM's encoder reads added to the target, for each example. All of
 * it is in Java memory.
 *
 * @param spans which positions are whose, in order
 * @param values {@code [b, s, d]}
 * @param perPosition {@code [b, s]}: the values' sums over d
 * @param atInput the target for the input, {@code [b]}
 * @param atBaseline the target for zeros, {@code [b]}
 * @param delta by how much the values of an example miss what they should sum to, {@code atInput -
 *     atBaseline}; {@code [b]}. Close to 0, or the explanation is not to be trusted: take more
 *     steps.
 */
public record Attributions(
    List<Span> spans,
    HostTensor values,
    HostTensor perPosition,
    double[] atInput,
    double[] atBaseline,
    double[] delta) {

  /** The positions from {@code from} to {@code to}, exclusive, of the segment {@code name}. */
  public record Span(String name, int from, int to) {}
}
