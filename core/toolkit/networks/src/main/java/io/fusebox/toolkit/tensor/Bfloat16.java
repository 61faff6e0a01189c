package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.fusebox.api.checkpoint.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Weights in bfloat16, a type that the engine has and its Java side has no word for: such a tensor
 * has a shape and an owner, but its numbers cannot be read. {@link Linear}, {@link Embedding} and
 * {@link Attention} compute with it.
 */
public final class Bfloat16 {
  /** From this size on, in bytes, the memory of a converted weight is worth giving back at once. */
  private static final long LARGE = 8 << 20;

  private Bfloat16() {}

  /** Whether a tensor is in bfloat16. */
  static boolean is(NDArray x) {
    return x.getDataType() == DataType.UNKNOWN;
  }

  /** A parameter as its model's precision asks for it; see {@link Parameters#held}. */
  public static NDArray held(Parameters of, NDArray read) {
    long bytes = read.size() * Float.BYTES;
    NDArray held = of.held(read, Kernels.Method.BFLOAT16::one);
    if (held != read && bytes >= LARGE) {
      FreedMemory.giveBack();
    }
    return held;
  }

  /** The same of a parameter that may be missing. */
  static @Nullable NDArray heldIfThere(Parameters of, @Nullable NDArray read) {
    return read == null ? null : held(of, read);
  }

  /** A tensor whose numbers can be read: a float32 copy, or the same. The caller closes both. */
  public static NDArray readable(NDArray x) {
    return is(x) ? Kernels.Method.FLOAT32.one(x) : x;
  }
}
