package io.fusebox.runtime.launcher;

import io.fusebox.runtime.data.BadInputs;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.engine.forward.Screening;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.yaml.YamlFile;
import io.fusebox.runtime.experiments.ExperimentSpec;
import io.fusebox.runtime.experiments.Grid;
import io.fusebox.runtime.experiments.Outcome;
import io.fusebox.runtime.experiments.Runner;
import io.fusebox.runtime.host.Engines;
import io.fusebox.runtime.host.Fusebox;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Runs an experiment: what the commands that do so share. */
record Comparison(Fusebox box, ExperimentData data) {
  /**
   * Reads the data and checks everything.
   *
   * @throws io.fusebox.api.FuseboxException for the first thing that cannot be run
   */
  Grid grid(ExperimentSpec experiment) {
    PipelineSpec pipeline = box.spec(pipeline(experiment));
    Dataset train = data.train(box, experiment, pipeline);
    Dataset test = data.test(box, experiment, pipeline);
    return screened(experiment, pipeline, train, test);
  }

  /** Told to go on without what cannot be used, all of the data are tried first. */
  private Grid screened(
      ExperimentSpec experiment, PipelineSpec pipeline, Dataset train, Dataset test) {
    BadInputs policy = experiment.data().badInputs();
    if (policy == BadInputs.STOP) {
      return Grid.of(experiment, pipeline, box.assembler(), train, test, box.features().hashes());
    }
    try (Pipeline parts = box.assemble(pipeline);
        Terminal terminal = new Terminal("data")) {
      Screening screening = new Screening(parts, box.features(), policy);
      return Grid.of(
          experiment,
          pipeline,
          box.assembler(),
          screening.of(train, terminal),
          screening.of(test, terminal),
          box.features().hashes());
    }
  }

  /** A pipeline's file is relative to the experiment's. */
  private static String pipeline(ExperimentSpec experiment) {
    String pipeline = experiment.pipeline();
    return YamlFile.isYaml(pipeline)
        ? experiment.file().resolveSibling(pipeline).toString()
        : pipeline;
  }

  /**
   * Does what is left of the runs; fewer outcomes than runs when it was interrupted.
   *
   * @param fresh whether those that are finished are done anew
   */
  Map<String, Outcome> run(Grid grid, boolean fresh, BooleanSupplier interrupted) {
    Map<String, String> versions =
        Map.of(
            "version.fusebox", new Version().getVersion()[0],
            "version.engine", Engines.touch(box.workspace().root()),
            "version.java", System.getProperty("java.version"));
    try (Terminal terminal = new Terminal("compare")) {
      Runner runner = new Runner(box.assembler(), box.features(), box.workspace(), versions);
      return fresh
          ? runner.runAfresh(grid, terminal, interrupted)
          : runner.run(grid, terminal, interrupted);
    }
  }
}
