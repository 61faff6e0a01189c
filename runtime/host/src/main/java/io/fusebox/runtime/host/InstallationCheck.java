package io.fusebox.runtime.host;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.Assembler;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineFile;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at the parts that were unpacked or dropped in: models, plug-ins and pipelines. */
record InstallationCheck(Locations locations, Diagnoses findings) {
  void examine() {
    findings.examine("models", this::models, "unpack the distribution again");
    findings.examine("plug-ins", this::plugins, "unpack the distribution again");
  }

  private String models() {
    List<Path> folders = folders(home().models());
    if (folders.isEmpty()) {
      throw new FuseboxException("there are none in " + home().models());
    }
    for (Path folder : folders) {
      String what = folder.getFileName().toString();
      findings.examine(
          "model",
          () -> what + ", SHA-256 " + CheckpointFolder.open(folder).hash().substring(0, 12),
          "unpack the distribution again, or make the model again: fusebox pretrain");
    }
    return folders.size() + " in " + home().models();
  }

  private String plugins() {
    try (FelixHost host = new FelixHost(locations.plugins())) {
      host.registered().forEach(p -> findings.add(true, "plug-in", p.id() + " " + p.version(), ""));
      host.refused()
          .forEach(
              r ->
                  findings.add(
                      false,
                      "plug-in",
                      r.jar().getFileName() + ": " + r.reason(),
                      "replace the jar, or take it out of " + r.jar().getParent()));
      locations.pipelineNames().forEach(name -> pipeline(host, name));
      return host.registered().size() + " live, of those in " + words(locations.plugins());
    }
  }

  private void pipeline(FelixHost host, String name) {
    findings.examine(
        "pipeline",
        () -> {
          try (Pipeline pipeline =
              new Assembler(host)
                  .assemble(PipelineFile.read(locations.pipeline(name), home().models()))) {
            return name + " assembles, strategy " + pipeline.spec().strategy();
          }
        },
        "fix its file in %s, or put its plug-ins into %s"
            .formatted(locations.pipeline(name).getParent(), locations.workspace().plugins()));
  }

  private FuseboxHome home() {
    return locations.home();
  }

  private static String words(List<Path> folders) {
    return folders.stream().map(Path::toString).collect(Collectors.joining(" and "));
  }

  private static List<Path> folders(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(parent)) {
      return files.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new FuseboxException(parent + " cannot be read: " + e.getMessage(), e);
    }
  }
}
