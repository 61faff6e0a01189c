package io.fusebox.runtime.training;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.storage.FormatVersion;
import io.fusebox.runtime.engine.weights.Differences;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import io.fusebox.toolkit.safetensors.SafetensorsWriter;
import io.fusebox.toolkit.tensor.HostTensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a run must remember to go on to the same bits: the weights, what Adam remembers, how
 * many updates there were and what the loss of each was.
 */
final class TrainingState {
  private static final String WEIGHT = "weight/";
  private static final String FIRST = "adam-first/";
  private static final String SECOND = "adam-second/";
  private static final String LOSSES = "losses";
  private static final String STEP = "step";
  private static final String RUN = "run/";

  private final WeightValues weights;
  private final Adam adam;
  private final List<Float> losses;
  private long step;

  private TrainingState(WeightValues weights, Adam adam, List<Float> losses, long step) {
    this.weights = weights;
    this.adam = adam;
    this.losses = losses;
    this.step = step;
  }

  static TrainingState fresh(WeightValues initial) {
    return new TrainingState(initial, new Adam(), new ArrayList<>(), 0);
  }

  /**
   * Goes on from {@code file} where it was left.
   *
   * @param run what decides every bit of the run; a file of another run is refused
   */
  static TrainingState resume(Path file, WeightValues initial, SortedMap<String, String> run) {
    SafetensorsFile saved = SafetensorsFile.open(file);
    refuseOtherRun(file, saved.metadata(), run);
    int step = Integer.parseInt(saved.metadata().getOrDefault(STEP, "0"));
    Adam adam = new Adam();
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    List<Float> losses = new ArrayList<>();
    try (NDManager manager = NDManager.newBaseManager()) {
      for (String name : initial.names()) {
        tensors.put(name, HostTensor.of(saved.read(manager, WEIGHT + name)));
        float[] first = saved.read(manager, FIRST + name).toFloatArray();
        float[] second = saved.read(manager, SECOND + name).toFloatArray();
        adam.restore(name, new Adam.Moments(step, first, second));
      }
      for (float loss : saved.read(manager, LOSSES).toFloatArray()) {
        losses.add(loss);
      }
    }
    return new TrainingState(new WeightValues(tensors), adam, losses, step);
  }

  private static void refuseOtherRun(
      Path file, Map<String, String> metadata, SortedMap<String, String> run) {
    if (FormatVersion.of(file, metadata) == FormatVersion.NONE) {
      throw new FuseboxException(
          file + " is the state of a run of Fusebox 0.1, which cannot go on here; move it away");
    }
    List<String> differences = Differences.between(run(metadata), "found", run, "expected");
    if (!differences.isEmpty()) {
      throw new FuseboxException(
          "%s is the state of another run: %s. Move it away, or start afresh with --fresh"
              .formatted(file, String.join("; ", differences)));
    }
  }

  /** The identity of the run, as a file's metadata have it. */
  static SortedMap<String, String> run(Map<String, String> metadata) {
    SortedMap<String, String> saved = new TreeMap<>();
    metadata.forEach(
        (key, value) -> {
          if (key.startsWith(RUN)) {
            saved.put(key.substring(RUN.length()), value);
          }
        });
    return saved;
  }

  /** Writes everything; anyone who reads the file finds this state or the one before, whole. */
  void save(Path file, SortedMap<String, String> run) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      weights
          .tensors()
          .forEach(
              (name, tensor) -> {
                tensors.put(WEIGHT + name, tensor.toTensor(manager));
                Adam.Moments moments = requireNonNull(adam.state().get(name));
                tensors.put(FIRST + name, onto(manager, tensor.shape(), moments.first()));
                tensors.put(SECOND + name, onto(manager, tensor.shape(), moments.second()));
              });
      tensors.put(LOSSES, onto(manager, new Shape(losses.size()), lossArray()));
      Map<String, String> metadata = new TreeMap<>(FormatVersion.metadata());
      metadata.put(STEP, Long.toString(step));
      run.forEach((name, value) -> metadata.put(RUN + name, value));
      SafetensorsWriter.write(file, tensors, metadata, Dtype.F32);
    }
  }

  private float[] lossArray() {
    float[] array = new float[losses.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = losses.get(i);
    }
    return array;
  }

  private static NDArray onto(NDManager manager, Shape shape, float[] data) {
    return new HostTensor(shape, data).toTensor(manager);
  }

  static boolean exists(Path file) {
    return Files.exists(file);
  }

  /** One update of every weight. */
  void update(float loss, Map<String, float[]> gradients, Map<String, Double> rates) {
    weights
        .tensors()
        .forEach(
            (name, tensor) ->
                adam.update(
                    name,
                    tensor.data(),
                    requireNonNull(gradients.get(name)),
                    requireNonNull(rates.get(name))));
    losses.add(loss);
    step++;
  }

  WeightValues weights() {
    return weights;
  }

  /** The loss of every update so far. */
  List<Float> losses() {
    return List.copyOf(losses);
  }

  long step() {
    return step;
  }
}
