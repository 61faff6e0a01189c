package io.fusebox.experiment;

import io.fusebox.data.Dataset;
import io.fusebox.engine.Assembler;
import io.fusebox.engine.PipelineFile;
import io.fusebox.engine.PipelineSpec;
import io.fusebox.engine.TestPlugins;
import io.fusebox.engine.TinyHome;
import io.fusebox.features.InputHashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

  Grid grid(String yaml) {
    Dataset data = Dataset.of("tiny", home.folder(), home.examples());
    return Grid.of(
        spec(yaml), pipeline(), new Assembler(new TestPlugins()), data, data, new InputHashes());
  }

  private PipelineSpec pipeline() {
    return PipelineFile.read(home.folder().resolve("tiny.yaml"), home.folder());
  }
}
