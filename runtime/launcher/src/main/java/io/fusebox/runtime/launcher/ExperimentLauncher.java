package io.fusebox.runtime.launcher;

import io.fusebox.runtime.data.BadInputPolicy;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.engine.forward.InputScreening;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.experiments.ExperimentGrid;
import io.fusebox.runtime.experiments.ExperimentRunner;
import io.fusebox.runtime.experiments.ExperimentSpec;
import io.fusebox.runtime.experiments.RunOutcome;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.host.NativeEngine;
import io.fusebox.runtime.training.TimeSpent;
import io.fusebox.runtime.yaml.YamlFile;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Runs an experiment: what the commands that do so share. */
record ExperimentLauncher(Fusebox box, ExperimentData data) {
  /**
   * Reads the data and checks everything.
   *
   * @throws io.fusebox.api.FuseboxException for the first thing that cannot be run
   */
  ExperimentGrid grid(ExperimentSpec experiment) {
    List<PipelineSpec> pipelines =
        experiment.pipelines().stream().map(p -> box.spec(pipeline(experiment, p))).toList();
    Dataset train = data.train(box, experiment, pipelines.get(0));
    Dataset test = data.test(box, experiment, pipelines.get(0));
    return screened(experiment, pipelines, train, test);
  }

  /** Told to go on without what cannot be used, all of the data are tried first. */
  private ExperimentGrid screened(
      ExperimentSpec experiment, List<PipelineSpec> pipelines, Dataset train, Dataset test) {
    BadInputPolicy policy = experiment.data().badInputs();
    if (policy == BadInputPolicy.STOP) {
      return ExperimentGrid.of(
          experiment, pipelines, box.assembler(), train, test, box.features().hashes());
    }
    try (Pipeline parts = box.assemble(pipelines.get(0));
        TerminalProgress terminal = new TerminalProgress("data")) {
      InputScreening screening = new InputScreening(parts, box.features(), policy);
      return ExperimentGrid.of(
          experiment,
          pipelines,
          box.assembler(),
          screening.of(train, terminal),
          screening.of(test, terminal),
          box.features().hashes());
    }
  }

  /** A pipeline's file is relative to the experiment's. */
  private static String pipeline(ExperimentSpec experiment, String pipeline) {
    return YamlFile.isYaml(pipeline)
        ? experiment.file().resolveSibling(pipeline).toString()
        : pipeline;
  }

  /**
   * Does what is left of the runs; fewer outcomes than runs when it was interrupted.
   *
   * @param fresh whether those that are finished are done again
   * @param out is told where the time of the runs went
   */
  Map<String, RunOutcome> run(
      ExperimentGrid grid, boolean fresh, BooleanSupplier interrupted, PrintWriter out) {
    Map<String, String> versions =
        Map.of(
            "version.fusebox", new LauncherVersion().getVersion()[0],
            "version.engine", NativeEngine.touch(box.workspace().root()),
            "version.java", System.getProperty("java.version"));
    ExperimentRunner runner =
        new ExperimentRunner(box.assembler(), box.features(), box.workspace(), versions);
    Map<String, RunOutcome> outcomes;
    try (TerminalProgress terminal = new TerminalProgress("compare")) {
      outcomes =
          fresh
              ? runner.runAfresh(grid, terminal, interrupted)
              : runner.run(grid, terminal, interrupted);
    }
    if (!runner.seconds().isEmpty()) {
      out.printf("time: %s%n%n", TimeSpent.words(runner.seconds()));
    }
    return outcomes;
  }
}
