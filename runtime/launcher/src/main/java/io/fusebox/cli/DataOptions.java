package io.fusebox.cli;

import io.fusebox.data.Dataset;
import io.fusebox.data.Datasets;
import io.fusebox.data.Source;
import io.fusebox.encoder.Modality;
import io.fusebox.engine.PipelineSpec;
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
          "A JSON Lines manifest, a folder with VQAv2's official files, or easy-VQA's folder.")
  private Path data;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "The data's form, if it is not to be told by what the path holds.")
  private String format;

  /** Reads the data, or one split of them. */
  Dataset read(String split, PipelineSpec pipeline) {
    return Datasets.standard()
        .read(Source.of(data, split, modalities(pipeline)), Optional.ofNullable(format));
  }

  /** All modalities that data may name: those that are well known, and the pipeline's. */
  static Set<Modality> modalities(PipelineSpec pipeline) {
    Set<Modality> known =
        new LinkedHashSet<>(List.of(Modality.IMAGE, Modality.AUDIO, Modality.VIDEO));
    known.addAll(pipeline.modalities().keySet());
    return known;
  }
}
