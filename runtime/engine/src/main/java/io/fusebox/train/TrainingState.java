package io.fusebox.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.FuseboxException;
import io.fusebox.safetensors.Dtype;
import io.fusebox.safetensors.SafetensorsFile;
import io.fusebox.safetensors.SafetensorsWriter;
import io.fusebox.weights.HostTensor;
import io.fusebox.weights.TrainedWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that a run must remember to go on to the same bits: the weights, what Adam remembers, and how
 * many updates there were.
 */
final class TrainingState {
  private static final String WEIGHT = "weight/";
  private static final String FIRST = "adam-first/";
  private static final String SECOND = "adam-second/";
  private static final String STEP = "step";
  private static final String RUN = "run";

  private final TrainedWeights weights;
  private final Adam adam;
  private long step;

  private TrainingState(TrainedWeights weights, Adam adam, long step) {
    this.weights = weights;
    this.adam = adam;
    this.step = step;
  }

  static TrainingState fresh(TrainedWeights initial) {
    return new TrainingState(initial, new Adam(), 0);
  }

  /**
   * Goes on from {@code file} where it was left.
   *
   * @param run what decides every bit of the run; a file of another run is refused
   */
  static TrainingState resume(Path file, TrainedWeights initial, String run) {
    SafetensorsFile saved = SafetensorsFile.open(file);
    String savedRun = saved.metadata().getOrDefault(RUN, "unknown");
    if (!savedRun.equals(run)) {
      throw new FuseboxException(
          ("%s is the state of another run. Found:%n  %s%nexpected:%n  %s%nMove it away, or start"
                  + " afresh with --fresh")
              .formatted(file, savedRun, run));
    }
    int step = Integer.parseInt(saved.metadata().getOrDefault(STEP, "0"));
    Adam adam = new Adam();
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    try (NDManager manager = NDManager.newBaseManager()) {
      for (String name : initial.names()) {
        tensors.put(name, HostTensor.of(saved.read(manager, WEIGHT + name)));
        float[] first = saved.read(manager, FIRST + name).toFloatArray();
        float[] second = saved.read(manager, SECOND + name).toFloatArray();
        adam.restore(name, new Adam.Moments(step, first, second));
      }
    }
    return new TrainingState(new TrainedWeights(tensors), adam, step);
  }

  /** Writes everything; whoever reads the file finds this state or the one before, whole. */
  void save(Path file, String run) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      weights
          .tensors()
          .forEach(
              (name, tensor) -> {
                tensors.put(WEIGHT + name, tensor.on(manager));
                Adam.Moments moments = adam.state().get(name);
                tensors.put(FIRST + name, onto(manager, tensor.shape(), moments.first()));
                tensors.put(SECOND + name, onto(manager, tensor.shape(), moments.second()));
              });
      SafetensorsWriter.write(
          file, tensors, Map.of(STEP, Long.toString(step), RUN, run), Dtype.F32);
    }
  }

  private static NDArray onto(NDManager manager, Shape shape, float[] data) {
    return new HostTensor(shape, data).on(manager);
  }

  static boolean exists(Path file) {
    return Files.exists(file);
  }

  /** One update of every weight. */
  void update(Map<String, float[]> gradients, Map<String, Double> rates) {
    weights
        .tensors()
        .forEach(
            (name, tensor) ->
                adam.update(name, tensor.data(), gradients.get(name), rates.get(name)));
    step++;
  }

  TrainedWeights weights() {
    return weights;
  }

  long step() {
    return step;
  }
}
