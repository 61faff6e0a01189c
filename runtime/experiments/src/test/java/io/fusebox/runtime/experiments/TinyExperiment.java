package io.fusebox.runtime.experiments;

import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.InputHashes;
import io.fusebox.runtime.engine.pipeline.Assembler;
import io.fusebox.runtime.engine.pipeline.PipelineFile;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.pipeline.TestPlugins;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Experiments with a tiny BART, eight questions and the strategies of the engine's tests. */
record TinyExperiment(TinyHome home) {

  static TinyExperiment in(Path folder) {
    return new TinyExperiment(TinyHome.in(folder));
  }

  ExperimentSpec spec(String yaml) {
    try {
      return ExperimentFile.read(
          Files.writeString(home.folder().resolve("tiny-experiment.yaml"), yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ExperimentGrid grid(String yaml) {
    return grid(yaml, List.of(pipeline()));
  }

  ExperimentGrid grid(String yaml, List<PipelineSpec> pipelines) {
    Dataset data = Dataset.of("tiny", home.folder(), home.examples());
    return ExperimentGrid.of(
        spec(yaml), pipelines, new Assembler(new TestPlugins()), data, data, new InputHashes());
  }

  PipelineSpec pipeline() {
    return PipelineFile.read(home.folder().resolve("tiny.yaml"), home.folder());
  }
}
