package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.toolkit.tensor.Autograd;
import io.fusebox.toolkit.tensor.HostTensor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outputs of one {@link StrategyVariant}, by the reference's names after the arm's. */
final class StrategyOutputs {
  private static final String VISUAL = "visual";

  private final StrategyVariant arm;
  private @Nullable PlmInput input;
  private @Nullable SequenceOutputs forward;
  private boolean backward;

  StrategyOutputs(StrategyVariant arm) {
    this.arm = arm;
  }

  Optional<TensorValues> output(String name) {
    if (arm.gradients().containsKey(name)) {
      return Optional.of(gradient(arm.gradients().get(name)));
    } else if (name.equals(VISUAL)) {
      return visual();
    }
    return forward().output(name);
  }

  /** The features as the strategies hand them to the PLM. */
  private Optional<TensorValues> visual() {
    return input().segments().list().stream()
        .filter(segment -> segment.name().equals(StrategyVariants.IMAGE.id()))
        .map(Segment::embeddings)
        .map(TensorValues::of)
        .findFirst();
  }

  private TensorValues gradient(List<String> weights) {
    if (!backward) {
      backward();
      backward = true;
    }
    NDList gradients = new NDList();
    weights.forEach(w -> gradients.add(gradient(arm.given().weight(w))));
    return TensorValues.of(NDArrays.concat(gradients, -1));
  }

  private static NDArray gradient(NDArray weight) {
    return new HostTensor(weight.getShape(), Autograd.gradient(weight))
        .toTensor(weight.getManager());
  }

  private void backward() {
    Collection<NDArray> weights = arm.given().weights().values();
    weights.forEach(w -> w.setRequiresGradient(true));
    Autograd.with(
        () -> {
          Autograd.backward(outputs(arm.input()).loss());
          return null;
        });
  }

  private SequenceOutputs forward() {
    if (forward == null) {
      forward = outputs(input());
    }
    return forward;
  }

  private PlmInput input() {
    if (input == null) {
      input = arm.input();
    }
    return input;
  }

  private SequenceOutputs outputs(PlmInput read) {
    return new SequenceOutputs(arm.plm(), read, arm.labels(), MissingNode.getInstance());
  }
}
