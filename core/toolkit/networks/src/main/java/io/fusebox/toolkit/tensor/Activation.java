package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import java.util.List;

/** An element-wise activation function by its name in a model's configuration. */
@FunctionalInterface
public interface Activation {
  /** The names that {@link #named} knows. */
  List<String> KNOWN =
      List.of(
          "gelu",
          "gelu_fast",
          "gelu_new",
          "gelu_pytorch_tanh",
          "quick_gelu",
          "relu",
          "sigmoid",
          "silu",
          "swish",
          "tanh");

  /** The exact GELU. */
  Activation GELU = KernelActivation.GELU;

  /** The same shape, owned by the manager of {@code x}. */
  NDArray apply(NDArray x);

  /**
   * The activation of this name. {@code gelu} is the exact one (erf), {@code gelu_new} its
   * approximation by tanh, which has other names.
   *
   * @param owner owns the function's constants, for as long as the model lives
   * @throws FuseboxException for a name that is not {@link #KNOWN}
   */
  static Activation named(String name, NDManager owner) {
    return switch (name) {
      case "gelu" -> GELU;
      case "gelu_new", "gelu_fast", "gelu_pytorch_tanh" -> KernelActivation.GELU_TANH;
      case "quick_gelu" -> {
        NDArray steepness = scalar(owner, 1.702);
        yield x -> x.mul(ai.djl.nn.Activation.sigmoid(x.mul(steepness)));
      }
      case "relu" -> ai.djl.nn.Activation::relu;
      case "sigmoid" -> ai.djl.nn.Activation::sigmoid;
      case "silu", "swish" -> KernelActivation.SILU;
      case "tanh" -> ai.djl.nn.Activation::tanh;
      default ->
          throw new FuseboxException(
              "the activation function '%s' is not known here; known: %s. Use a checkpoint with one"
                      .formatted(NameSuggestions.shown(name), String.join(", ", KNOWN))
                  + " of these");
    };
  }

  /** A constant that autograd may keep: a scalar argument's buffer could be freed under it. */
  private static NDArray scalar(NDManager owner, double value) {
    return owner.full(new Shape(), (float) value);
  }
}
