package io.fusebox.runtime.engine.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Prefix;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import io.fusebox.api.fusion.Segment;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.plugins.PluginCall;
import io.fusebox.runtime.engine.plugins.PluginException;
import io.fusebox.toolkit.generation.FiniteLogitsCheck;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Checks and keeps what a strategy fused: an untrusted strategy may give anything. */
public final class FusedInputs {
  private FusedInputs() {}

  /**
   * Refuses an empty input, and segments that are not {@code [b, s, d]} with the PLM's d, or whose
   * masks are not.
   */
  static PlmInput check(Pipeline pipeline, PlmInput input) {
    if (input.length() == 0) {
      throw new PluginException(
          pipeline.strategyIdentity().plugin(), "left nothing for the PLM to read of this example");
    }
    input.segments().forEach(segment -> check(pipeline, segment, input.batch()));
    input.prefix().ifPresent(prefix -> check(pipeline, prefix, input.batch()));
    return input;
  }

  private static void check(Pipeline pipeline, Prefix prefix, long b) {
    PlmSpec plm = pipeline.plm().spec();
    String strategy = pipeline.strategyIdentity().plugin();
    PrefixShape fits = new FusionSpec(plm, List.of()).requirePrefix(strategy);
    try {
      prefix.requireFits(fits, b);
    } catch (FuseboxException e) {
      throw new PluginException(strategy, "gave the PLM something malformed: " + e.getMessage());
    }
    for (NDArray x : List.of(prefix.keys(), prefix.values())) {
      if (x.getDataType() != DataType.FLOAT32) {
        throw new PluginException(
            strategy, "gave the PLM a prefix of type " + type(x) + ", expected float32");
      }
    }
  }

  private static void check(Pipeline pipeline, Segment segment, long b) {
    Shape shape = segment.embeddings().getShape();
    long d = pipeline.plm().spec().width();
    if (shape.dimension() != 3 || shape.get(2) != d) {
      throw bad(pipeline, segment, "is of shape " + shape + ", expected (b, s, " + d + ")");
    }
    if (segment.embeddings().getDataType() != DataType.FLOAT32) {
      throw bad(
          pipeline, segment, "is of type " + type(segment.embeddings()) + ", expected float32");
    }
    Shape mask = segment.mask().getShape();
    if (mask.dimension() != 2 || mask.get(1) != shape.get(1)) {
      throw bad(pipeline, segment, "of shape " + shape + " has a mask of shape " + mask);
    }
    if (segment.mask().getDataType().isFloating()) {
      throw bad(
          pipeline, segment, "has a mask of type " + type(segment.mask()) + ", expected int64");
    }
    if ((shape.get(0) != b && shape.get(0) != 1) || (mask.get(0) != b && mask.get(0) != 1)) {
      throw bad(
          pipeline,
          segment,
          "is of shape %s with a mask of shape %s, expected %d examples, or 1 for all"
              .formatted(shape, mask, b));
    }
  }

  private static String type(NDArray x) {
    return x.getDataType().toString().toLowerCase(Locale.ROOT);
  }

  /**
   * Fuses and frees whatever the strategy leaves behind, on any manager; only what it gave is kept.
   * Not for training: gradients flow through what is left behind.
   *
   * @param owner will own what is kept
   * @throws PluginException when a number is not finite
   */
  public static PlmInput kept(Pipeline pipeline, NDManager owner, Supplier<PlmInput> fuse) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      PlmInput input = fuse.get();
      PluginCall.of(pipeline.strategyIdentity().plugin(), () -> finite(pipeline, input));
      for (Segment segment : input.segments().list()) {
        keep(owner, segment.embeddings());
        keep(owner, segment.mask());
        segment.norm().ifPresent(norm -> keep(owner, norm.weight()));
        segment.norm().ifPresent(norm -> keep(owner, norm.bias()));
      }
      input.attention().ifPresent(mask -> keep(owner, mask));
      input.prefix().ifPresent(prefix -> keep(owner, prefix.keys()));
      input.prefix().ifPresent(prefix -> keep(owner, prefix.values()));
      return input;
    }
  }

  private static PlmInput finite(Pipeline pipeline, PlmInput input) {
    for (Segment segment : input.segments().list()) {
      if (!finite(segment.embeddings())) {
        throw FiniteLogitsCheck.damage(pipeline.plm().parameters())
            .<FuseboxException>map(tensor -> damaged(pipeline, tensor))
            .orElseGet(() -> bad(pipeline, segment, "has numbers that are not finite"));
      }
    }
    input
        .prefix()
        .filter(prefix -> !finite(prefix.keys()) || !finite(prefix.values()))
        .ifPresent(
            prefix -> {
              throw new PluginException(
                  pipeline.strategyIdentity().plugin(),
                  "gave the PLM a prefix with numbers that are not finite");
            });
    return input;
  }

  private static boolean finite(NDArray x) {
    return !x.isInfinite().logicalOr(x.isNaN()).any().getBoolean();
  }

  private static void keep(NDManager owner, NDArray x) {
    NDScope.unregister(x);
    x.attach(owner);
  }

  /** The tokens' embeddings are the PLM's, and no other strategy helps. */
  private static FuseboxException damaged(Pipeline pipeline, String tensor) {
    return new FuseboxException(
        "of the PLM %s %s; restore or download the checkpoint again"
            .formatted(pipeline.plm().spec().name(), FiniteLogitsCheck.damaged(tensor)));
  }

  private static PluginException bad(Pipeline pipeline, Segment segment, String what) {
    return new PluginException(
        pipeline.strategyIdentity().plugin(),
        "gave the PLM something malformed: '%s' %s".formatted(segment.name(), what));
  }
}
