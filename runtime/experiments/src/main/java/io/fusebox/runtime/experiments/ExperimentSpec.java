package io.fusebox.runtime.experiments;

import io.fusebox.runtime.engine.pipeline.ComponentSpec;
import io.fusebox.runtime.yaml.YamlFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An experiment as its file describes it.
 *
 * @param file where it was read; paths in it are relative to it
 * @param pipelines names or files of pipelines: every strategy runs in each
 * @param strategies each a strategy, or a chain of them; one without settings has those of the
 *     pipeline's file
 * @param shots how many training examples are drawn; 0 = all
 * @param subsets parts of the examples (modalities by their ids, {@code text}) with which every
 *     strategy is trained and asked once more
 * @param ablations by the name of a setting, the values that it takes in turn, all else as it is
 */
public record ExperimentSpec(
    Path file,
    List<String> pipelines,
    DataSpec data,
    List<List<ComponentSpec>> strategies,
    List<Integer> shots,
    List<Long> seeds,
    TrainingSettings training,
    List<Set<String>> subsets,
    Map<String, List<Object>> ablations,
    List<Baseline> baselines) {

  /** The file's name without its ending. */
  public String name() {
    return YamlFile.nameOf(file);
  }

  /** The pipelines as people read them. */
  public String pipeline() {
    return String.join(", ", pipelines);
  }

  /** The same experiment with other seeds, and trained in another way. */
  public ExperimentSpec with(List<Long> otherSeeds, TrainingSettings otherTraining) {
    return new ExperimentSpec(
        file,
        pipelines,
        data,
        strategies,
        shots,
        otherSeeds,
        otherTraining,
        subsets,
        ablations,
        baselines);
  }

  /** The same experiment on other data. */
  public ExperimentSpec withData(DataSpec other) {
    return new ExperimentSpec(
        file, pipelines, other, strategies, shots, seeds, training, subsets, ablations, baselines);
  }
}
