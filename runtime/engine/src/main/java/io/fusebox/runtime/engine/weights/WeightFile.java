package io.fusebox.runtime.engine.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.toolkit.checkpoint.CheckpointWarnings;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import io.fusebox.toolkit.safetensors.SafetensorsWriter;
import io.fusebox.toolkit.tensor.HostTensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A trained strategy on disk: a safetensors file of its weights alone (60 KB for PromptFuse at base
 * size). Its metadata name what it was trained on; loading it onto something else is refused.
 */
public final class WeightFile {
  private WeightFile() {}

  /**
   * Writes {@code weights} atomically.
   *
   * @param run how they were trained (plan, data), for the metadata
   */
  public static void save(
      Path file, Pipeline pipeline, WeightValues weights, Map<String, String> run) {
    Map<String, String> metadata = new TreeMap<>(run);
    metadata.putAll(TrainingProvenance.metadata(pipeline));
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> copies = new LinkedHashMap<>();
      weights.tensors().forEach((name, tensor) -> copies.put(name, tensor.toTensor(manager)));
      SafetensorsWriter.write(file, copies, metadata, Dtype.F32);
    }
  }

  /**
   * Reads weights for {@code pipeline}.
   *
   * @throws FuseboxException when they were trained on other parts: both sides are named
   */
  public static WeightValues load(Path file, Pipeline pipeline) {
    if (!Files.exists(file)) {
      throw new FuseboxException(
          "there are no trained weights %s for the pipeline %s; train it first: fusebox train %s --data DATA"
              .formatted(file, pipeline.spec().name(), pipeline.spec().arguments()));
    }
    SafetensorsFile saved = SafetensorsFile.open(file);
    TrainingProvenance.require(file, saved.metadata(), pipeline);
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    try (NDManager manager = NDManager.newBaseManager()) {
      for (WeightSpec weight : pipeline.weights()) {
        tensors.put(weight.name(), HostTensor.of(tensor(file, saved, manager, weight.name())));
        refuseOtherShape(
            file,
            weight.name(),
            tensors.get(weight.name()).shape(),
            weight.shape(pipeline.plm().spec().width()));
        requireFinite(file, weight.name(), tensors.get(weight.name()));
      }
    }
    List<String> others = saved.names().stream().filter(n -> !tensors.containsKey(n)).toList();
    if (!others.isEmpty()) {
      CheckpointWarnings.warnOnce("%s: nothing reads its tensors %s".formatted(file, others));
    }
    return new WeightValues(tensors);
  }

  /** Whether a file holds weights that were trained on this pipeline's parts. */
  public static boolean fits(Path file, Pipeline pipeline) {
    try {
      return TrainingProvenance.fits(file, SafetensorsFile.open(file).metadata(), pipeline);
    } catch (FuseboxException e) {
      return false; // Damaged: anyone who loads it gets an error.
    }
  }

  private static NDArray tensor(Path file, SafetensorsFile saved, NDManager manager, String name) {
    if (!saved.names().contains(name)) {
      throw new FuseboxException(
          "%s has no weight '%s'; found %s".formatted(file, name, saved.names()));
    }
    return saved.readFloat(manager, name);
  }

  private static void requireFinite(Path file, String name, HostTensor tensor) {
    for (float x : tensor.data()) {
      if (!Float.isFinite(x)) {
        throw new FuseboxException(
            "%s: the weight '%s' has numbers that are not finite; restore it, answer with another version ('fusebox activate') or train again"
                .formatted(file, name));
      }
    }
  }

  private static void refuseOtherShape(Path file, String name, Shape found, Shape expected) {
    if (!found.equals(expected)) {
      throw new FuseboxException(
          "%s: the weight '%s' has shape %s, the strategy declares %s"
              .formatted(file, name, found, expected));
    }
  }

  /** All of a pipeline that decides what is trained, by name. */
  public static SortedMap<String, String> metadata(Pipeline pipeline) {
    return PipelineIdentity.deciding(pipeline);
  }
}
