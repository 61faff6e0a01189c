package io.fusebox.runtime.launcher;

import io.fusebox.runtime.data.BadInputPolicy;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.DatasetSource;
import io.fusebox.runtime.data.Datasets;
import io.fusebox.runtime.data.Shots;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.plugins.PluginFormat;
import io.fusebox.runtime.experiments.DataSpec;
import io.fusebox.runtime.experiments.ExperimentSpec;
import io.fusebox.runtime.host.Fusebox;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The data of an experiment: what its file says, or what stands in for it. */
final class ExperimentData {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "Other data than the experiment's file names.")
  private Path data;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Another limit of test questions than the file's; 0 = all.")
  private Integer limit;

  @Option(
      names = "--bad-inputs",
      paramLabel = "POLICY",
      description =
          "Another policy than the file's for examples whose files are absent or broken, or whose text is too long:"
              + " ${COMPLETION-CANDIDATES}.")
  private BadInputPolicy badInputs;

  ExperimentSpec applied(ExperimentSpec experiment) {
    DataSpec spec = experiment.data();
    DataSpec limited = limit == null ? spec : spec.withLimit(limit);
    return experiment.withData(badInputs == null ? limited : limited.withBadInputs(badInputs));
  }

  Dataset train(Fusebox box, ExperimentSpec experiment, PipelineSpec pipeline) {
    return read(box, experiment, pipeline, experiment.data().train());
  }

  /** The questions that are asked: all, or as many as the limit says. */
  Dataset test(Fusebox box, ExperimentSpec experiment, PipelineSpec pipeline) {
    Dataset all = read(box, experiment, pipeline, experiment.data().test());
    int questions = experiment.data().limit();
    return questions == 0 || questions >= all.size() ? all : Shots.random(questions, 0).of(all);
  }

  private Dataset read(
      Fusebox box, ExperimentSpec experiment, PipelineSpec pipeline, String split) {
    DataSpec spec = experiment.data();
    Optional<String> format = Optional.of(spec.format()).filter(f -> !f.isEmpty());
    DatasetSource source =
        DatasetSource.of(folder(box, experiment), split, DataOptions.inputs(pipeline))
            .reading(pipeline.inputs().keySet())
            .with(spec.badInputs());
    return new Datasets(PluginFormat.live(box.plugins())).read(source, format);
  }

  private Path folder(Fusebox box, ExperimentSpec experiment) {
    if (data != null) {
      return data;
    }
    String path = experiment.data().path();
    return path.isEmpty()
        ? experiment.data().world().in(box.workspace().data())
        : experiment.file().resolveSibling(path);
  }
}
