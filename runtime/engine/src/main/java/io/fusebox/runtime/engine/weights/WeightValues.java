package io.fusebox.runtime.engine.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.toolkit.tensor.HostTensor;
import io.fusebox.toolkit.weights.InitialWeight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The weights that a pipeline trains, as the host keeps them: in Java memory, so that they survive
 * the bundle that declared them. Mutable; training changes the numbers in place.
 */
public record WeightValues(Map<String, HostTensor> tensors) {

  /** Where training starts: each weight as it was declared, random ones from {@code seed}. */
  public static WeightValues initial(Pipeline pipeline, long seed) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    for (WeightSpec weight : pipeline.weights()) {
      // One stream for each weight: adding a weight does not change the others.
      SplittableRandom random = new SplittableRandom(seed * 31 + weight.name().hashCode());
      tensors.put(weight.name(), InitialWeight.of(weight.init(), pipeline.plm(), random));
    }
    return new WeightValues(tensors);
  }

  /**
   * Puts the weights to use for one batch of the pipeline that they belong to: copies on {@code
   * manager}, and for thawed encoders their own tensors, which are given these numbers.
   */
  public Map<String, NDArray> toTensors(NDManager manager, Pipeline pipeline) {
    Map<String, NDArray> thawed = pipeline.thawed();
    Map<String, NDArray> inUse = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          NDArray live = thawed.get(name);
          if (live == null) {
            inUse.put(name, tensor.toTensor(manager));
          } else {
            tensor.into(live);
            inUse.put(name, live);
          }
        });
    return inUse;
  }

  /** How many numbers there are. */
  public long size() {
    return tensors.values().stream().mapToLong(t -> t.shape().size()).sum();
  }

  /** The names, in the order of declaration. */
  public List<String> names() {
    return List.copyOf(tensors.keySet());
  }
}
