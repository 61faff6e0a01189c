package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.Collections;

/**
 * One direction of one LSTM layer (Hochreiter and Schmidhuber, 1997, "Long Short-Term Memory") over
 * one sequence, as the reference computes it: gates in the order input, forget, cell, output; the
 * first state is zeros.
 *
 * @param input {@code [4h, in]} and its bias
 * @param hidden {@code [4h, h]} and its bias
 * @param backward whether it reads from the end to the beginning
 */
public record Lstm(Linear input, Linear hidden, boolean backward) {

  /** {@code [n, in] -> [n, h]}, in the order of {@code x} and owned by its manager. */
  public NDArray apply(NDArray x) {
    NDList steps = input.apply(x).split(x.getShape().get(0), 0); // n x [1, 4h]
    NDList outputs = new NDList();
    State state = first(x);
    for (NDArray step : backward ? reversed(steps) : steps) {
      state = next(step, state);
      outputs.add(state.hidden);
    }
    NDList inOrder = backward ? reversed(outputs) : outputs;
    // Joining a single one would copy it, and the copy has no gradient.
    return inOrder.size() == 1 ? inOrder.get(0) : NDArrays.concat(inOrder, 0);
  }

  /** {@code [1, h]} each. */
  private record State(NDArray hidden, NDArray cell) {}

  private State first(NDArray x) {
    Shape shape = new Shape(1, hidden.weight().getShape().get(1));
    return new State(x.getManager().zeros(shape), x.getManager().zeros(shape));
  }

  private State next(NDArray step, State old) {
    NDList gates = step.add(hidden.apply(old.hidden)).split(4, 1);
    NDArray in = Activation.sigmoid(gates.get(0));
    NDArray forget = Activation.sigmoid(gates.get(1));
    NDArray out = Activation.sigmoid(gates.get(3));
    NDArray cell = forget.mul(old.cell).add(in.mul(gates.get(2).tanh()));
    return new State(out.mul(cell.tanh()), cell);
  }

  private static NDList reversed(NDList list) {
    NDList reversed = new NDList(list);
    Collections.reverse(reversed);
    return reversed;
  }
}
