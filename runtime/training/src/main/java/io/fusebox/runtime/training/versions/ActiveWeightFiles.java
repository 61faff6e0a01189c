package io.fusebox.runtime.training.versions;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of weights that are answered with. A file belongs to the pipelines that its metadata
 * fit, wherever their YAML files lie: the first pipeline of a name has {@code weights.safetensors},
 * another one of the same name {@code weights-1a2b3c4d.safetensors}.
 *
 * @param named the one that a pipeline's file names itself, in place of all these
 */
record ActiveWeightFiles(Path folder, Optional<Path> named) {
  static final String WEIGHTS = "weights.safetensors";
  private static final int SHORT = 8;

  /** All of them, {@code weights.safetensors} first. */
  List<Path> all() {
    return named.map(List::of).orElseGet(this::inFolder);
  }

  private List<Path> inFolder() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().matches("weights(-[0-9a-f]+)?\\.safetensors"))
          .sorted(Comparator.<Path>comparingInt(f -> f.toString().length()).thenComparing(f -> f))
          .toList();
    } catch (IOException e) {
      throw new FuseboxException(
          "the weights in %s cannot be read: %s".formatted(folder, IoErrorMessage.of(e)), e);
    }
  }

  /** The one that a pipeline answers with, or will when it is written; no other pipeline's. */
  Path of(Pipeline pipeline) {
    return named
        .or(() -> all().stream().filter(file -> WeightFile.fits(file, pipeline)).findFirst())
        .orElseGet(() -> unwritten(pipeline));
  }

  private Path unwritten(Pipeline pipeline) {
    Path first = folder.resolve(WEIGHTS);
    return Files.exists(first) ? folder.resolve(nameFor(pipeline)) : first;
  }

  /** The version of a plug-in decides nothing about the weights' place. */
  private static String nameFor(Pipeline pipeline) {
    SortedMap<String, String> parts = new TreeMap<>(WeightFile.metadata(pipeline));
    parts.keySet().removeIf(key -> key.endsWith(".version"));
    String digest = Sha256.hex(parts);
    return "weights-%s.safetensors".formatted(digest.substring(0, SHORT));
  }
}
