package io.fusebox.runtime.launcher;

import io.fusebox.api.encoder.Modality;
import io.fusebox.runtime.data.BadInputPolicy;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.DatasetSource;
import io.fusebox.runtime.data.Datasets;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.forward.InputScreening;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.plugins.PluginFormat;
import io.fusebox.runtime.host.Fusebox;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which data. */
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      required = true,
      description =
          "A JSON Lines manifest, a folder with VQAv2's official files, easy-VQA's folder, or"
              + " MUStARD's sarcasm_data.json.")
  private Path data;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "The format of the data, if the path does not reveal it.")
  private String format;

  @Option(
      names = "--bad-inputs",
      paramLabel = "POLICY",
      defaultValue = "stop",
      description =
          "Of examples whose files are absent or broken, or whose text is too long:"
              + " ${COMPLETION-CANDIDATES}; skip = leave them out, without = keep them without"
              + " what cannot be used (default: ${DEFAULT-VALUE}).")
  private BadInputPolicy badInputs;

  /** Where they are. */
  Path path() {
    return data;
  }

  /** Reads the data, or one split of them, for a pipeline. */
  Dataset read(Fusebox box, String split, PipelineSpec pipeline) {
    DatasetSource source =
        DatasetSource.of(data, split, inputs(pipeline))
            .reading(pipeline.inputs().keySet())
            .with(badInputs);
    Dataset read =
        new Datasets(PluginFormat.live(box.plugins())).read(source, Optional.ofNullable(format));
    read.requireInputs(pipeline.inputs().keySet());
    return read;
  }

  /** The usable ones of these examples; frozen features are made, and kept. */
  Dataset screened(Dataset drawn, Pipeline pipeline, FeatureStore features) {
    try (TerminalProgress terminal = new TerminalProgress("data")) {
      Dataset used = new InputScreening(pipeline, features, badInputs).of(drawn, terminal);
      used.requireInputs(pipeline.spec().inputs().keySet());
      return used;
    }
  }

  /** Says what was left out, if anything was. */
  void report(Dataset used, PipelineSpec pipeline, PrintWriter out) {
    Set<String> read = pipeline.inputs().keySet();
    used.unreadInputs(read)
        .forEach(
            m ->
                out.printf(
                    "not read: the data's %s; the pipeline %s reads %s%n",
                    m, pipeline.name(), read));
    if (!used.badInputs().isEmpty()) {
      out.print(badInputs.report(used.badInputs()));
    }
  }

  /** All inputs that data may name: the modalities that are well known, and the pipeline's. */
  static Set<String> inputs(PipelineSpec pipeline) {
    Set<String> known =
        new LinkedHashSet<>(List.of(Modality.IMAGE.id(), Modality.AUDIO.id(), Modality.VIDEO.id()));
    known.addAll(pipeline.inputs().keySet());
    return known;
  }
}
