package io.fusebox.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.FuseboxException;
import io.fusebox.engine.Pipeline;
import io.fusebox.engine.TaskSpec;
import io.fusebox.fusion.Weight;
import io.fusebox.safetensors.Dtype;
import io.fusebox.safetensors.SafetensorsFile;
import io.fusebox.safetensors.SafetensorsWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A trained strategy on disk: a safetensors file of its weights alone (60 KB for PromptFuse at base
 * size). Its metadata name what it was trained on; loading it onto something else is refused.
 */
public final class WeightFile {
  private static final String TASK = "task";
  private static final String NONE = "none";

  private WeightFile() {}

  /**
   * Writes {@code weights} atomically.
   *
   * @param run how they were trained (plan, data), for the metadata
   */
  public static void save(
      Path file, Pipeline pipeline, TrainedWeights weights, Map<String, String> run) {
    Map<String, String> metadata = new TreeMap<>(run);
    metadata.putAll(parts(pipeline));
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> copies = new LinkedHashMap<>();
      weights.tensors().forEach((name, tensor) -> copies.put(name, tensor.on(manager)));
      SafetensorsWriter.write(file, copies, metadata, Dtype.F32);
    }
  }

  /**
   * Reads weights for {@code pipeline}.
   *
   * @throws FuseboxException when they were trained on other parts: both sides are named
   */
  public static TrainedWeights load(Path file, Pipeline pipeline) {
    if (!Files.exists(file)) {
      throw new FuseboxException(
          "there are no trained weights %s for the pipeline %s; train it first: fusebox train %s"
              .formatted(file, pipeline.spec().name(), pipeline.spec().name()));
    }
    SafetensorsFile saved = SafetensorsFile.open(file);
    refuseOtherParts(file, saved.metadata(), parts(pipeline));
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    try (NDManager manager = NDManager.newBaseManager()) {
      for (Weight weight : pipeline.weights()) {
        tensors.put(weight.name(), HostTensor.of(tensor(file, saved, manager, weight.name())));
        refuseOtherShape(
            file,
            weight.name(),
            tensors.get(weight.name()).shape(),
            weight.shape(pipeline.plm().spec().width()));
      }
    }
    return new TrainedWeights(tensors);
  }

  /** Whether a file holds weights that were trained on this pipeline's parts. */
  public static boolean fits(Path file, Pipeline pipeline) {
    try {
      return differences(SafetensorsFile.open(file).metadata(), parts(pipeline)).isEmpty();
    } catch (FuseboxException e) {
      return false; // Damaged: whoever loads it is told.
    }
  }

  private static NDArray tensor(Path file, SafetensorsFile saved, NDManager manager, String name) {
    if (!saved.names().contains(name)) {
      throw new FuseboxException(
          "%s has no weight '%s'; found %s".formatted(file, name, saved.names()));
    }
    return saved.read(manager, name);
  }

  private static void refuseOtherShape(Path file, String name, Shape found, Shape expected) {
    if (!found.equals(expected)) {
      throw new FuseboxException(
          "%s: the weight '%s' has shape %s, the strategy declares %s"
              .formatted(file, name, found, expected));
    }
  }

  /** What weights are tied to, as metadata; versions are told, not compared. */
  public static Map<String, String> parts(Pipeline pipeline) {
    Map<String, String> parts = new TreeMap<>(pipeline.plmIdentity().asMetadata("plm"));
    pipeline
        .senses()
        .forEach(s -> parts.putAll(s.identity().asMetadata("encoder." + s.modality().id())));
    parts.putAll(pipeline.strategyIdentity().asMetadata("strategy"));
    parts.put("positions", pipeline.spec().positions().name());
    parts.put("train-layernorm", Boolean.toString(pipeline.spec().trainLayernorm()));
    if (!pipeline.spec().task().equals(TaskSpec.GENERATION)) {
      parts.put(TASK, pipeline.spec().task().words().toString());
    }
    return parts;
  }

  private static Map<String, String> differences(
      Map<String, String> found, Map<String, String> expected) {
    Map<String, String> differences = new TreeMap<>();
    Set<String> keys = new TreeSet<>(expected.keySet());
    keys.add(TASK); // open-ended generation is not named
    for (String key : keys) {
      String was = found.getOrDefault(key, NONE);
      String is = expected.getOrDefault(key, NONE);
      if (!key.endsWith(".version") && !is.equals(was)) {
        differences.put(key, "trained on %s, found %s".formatted(was, is));
      }
    }
    return differences;
  }

  private static void refuseOtherParts(
      Path file, Map<String, String> found, Map<String, String> expected) {
    Map<String, String> differences = differences(found, expected);
    if (!differences.isEmpty()) {
      throw new FuseboxException(
          ("the weights %s were trained on other parts than this pipeline has: %s. Use the pipeline"
                  + " that they were trained with, or train again; these weights stay as they are")
              .formatted(file, differences));
    }
  }
}
