package io.fusebox.runtime.isolated.installed;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.runtime.engine.pipeline.PipelineFile;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.host.Locations;
import io.fusebox.runtime.isolated.ShippedPipeline;
import io.fusebox.runtime.training.versions.TrainedVersions;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads pipelines as files, to be opened elsewhere. */
record PipelineReader(Locations locations) {

  static PipelineReader of(FuseboxHome home, Workspace workspace) {
    return new PipelineReader(new Locations(home, workspace));
  }

  ShippedPipeline read(String pipeline, String strategy) {
    Path file = existing(pipeline);
    PipelineSpec own = PipelineFile.read(file, locations.home().models());
    PipelineSpec spec = strategy.isEmpty() ? own : own.withStrategy(strategy);
    byte[] yaml = bytes(file);
    String folder = requireNonNull(file.toAbsolutePath().getParent()).toString();
    TreeMap<String, byte[]> weights = weights(spec);
    TreeMap<String, byte[]> plugins = plugins();
    List<String> inputs = List.copyOf(spec.inputs().keySet());
    SortedMap<String, String> parts = new TreeMap<>();
    parts.put("name", spec.name());
    parts.put("strategy", strategy);
    parts.put("folder", folder);
    parts.put("yaml", Sha256.hex(yaml));
    weights.forEach((name, bytes) -> parts.put("weights." + name, Sha256.hex(bytes)));
    plugins.forEach((name, bytes) -> parts.put("plugins." + name, Sha256.hex(bytes)));
    return new ShippedPipeline(
        spec.name(), strategy, yaml, folder, inputs, weights, plugins, Sha256.hex(parts));
  }

  private Path existing(String pipeline) {
    Path file = locations.pipeline(pipeline);
    if (Files.isRegularFile(file)) {
      return file;
    }
    throw new FuseboxException(
        NameSuggestions.unknown("pipeline", pipeline, locations.pipelineNames(), "")
            + "; or give the path of a .yaml file");
  }

  private TreeMap<String, byte[]> weights(PipelineSpec spec) {
    return files(
        TrainedVersions.of(locations.workspace(), spec).liveFiles().stream()
            .filter(Files::exists)
            .toList());
  }

  private TreeMap<String, byte[]> plugins() {
    Path folder = locations.workspace().plugins();
    if (!Files.isDirectory(folder)) {
      return new TreeMap<>();
    }
    try (Stream<Path> jars = Files.list(folder)) {
      return files(jars.filter(jar -> jar.toString().endsWith(".jar")).toList());
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static TreeMap<String, byte[]> files(List<Path> files) {
    TreeMap<String, byte[]> read = new TreeMap<>();
    files.forEach(file -> read.put(file.getFileName().toString(), bytes(file)));
    return read;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static FuseboxException unreadable(Path file, IOException e) {
    return new FuseboxException("cannot read %s: %s".formatted(file, IoErrorMessage.of(e)), e);
  }
}
