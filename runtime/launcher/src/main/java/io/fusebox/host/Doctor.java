package io.fusebox.host;

import io.fusebox.FuseboxException;
import io.fusebox.checkpoint.CheckpointFolder;
import io.fusebox.engine.Assembler;
import io.fusebox.engine.Pipeline;
import io.fusebox.engine.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Looks at an installation part by part. */
public final class Doctor {
  private static final int JAVA = 17;
  private static final long ROOM_BYTES = 1L << 30;

  private final Home home;
  private final Path workspace;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * What was found of one part.
   *
   * @param mend what to do if it is not good
   */
  public record Finding(boolean good, String part, String found, String mend) {}

  public Doctor(Home home, Path workspace) {
    this.home = home;
    this.workspace = workspace.toAbsolutePath();
  }

  /** Examines everything; a bad part does not hide the next. */
  public List<Finding> examine() {
    int java = Runtime.version().feature();
    add(java >= JAVA, "java", "Java " + Runtime.version(), "install Java 17 or later");
    examine("natives", Engines::start, "use a platform that the natives in lib/ are for");
    examine(
        "kernels",
        () -> Kernels.of(Engines.start(), Engines.cache()).diagnose(),
        "do what is said, or use another machine");
    room();
    models();
    plugins();
    return List.copyOf(findings);
  }

  private void room() {
    Path existing = workspace;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    long free = existing.toFile().getUsableSpace();
    add(
        free > ROOM_BYTES && Files.isWritable(existing),
        "workspace",
        "%s, %,d MB free%s"
            .formatted(workspace, free >> 20, Files.isWritable(existing) ? "" : ", not writable"),
        "make room, or name another folder with --workspace");
  }

  private void models() {
    List<Path> folders = folders(home.models());
    add(
        !folders.isEmpty(),
        "models",
        folders.size() + " in " + home.models(),
        "unpack the distribution again, or build Fusebox again");
    for (Path folder : folders) {
      String what = folder.getFileName().toString();
      examine(
          "model",
          () -> what + ", SHA-256 " + CheckpointFolder.open(folder).hash().substring(0, 12),
          "unpack the distribution again, or make the model again: fusebox pretrain");
    }
  }

  private void plugins() {
    try (FelixHost host = new FelixHost(home.plugins())) {
      host.live().forEach(p -> add(true, "plug-in", p.id() + " " + p.version(), ""));
      host.refused()
          .forEach(
              r ->
                  add(
                      false,
                      "plug-in",
                      r.jar().getFileName() + ": " + r.reason(),
                      "replace the jar, or take it out of " + home.plugins()));
      home.pipelineNames().forEach(name -> pipeline(host, name));
    } catch (FuseboxException e) {
      add(false, "plug-ins", e.getMessage(), "build Fusebox again");
    }
  }

  private void pipeline(FelixHost host, String name) {
    examine(
        "pipeline",
        () -> {
          try (Pipeline pipeline =
              new Assembler(host).assemble(PipelineFile.read(home.pipeline(name), home.models()))) {
            return name + " assembles, strategy " + pipeline.spec().strategy();
          }
        },
        "mend its file in etc/pipelines, or put its plug-ins into plugins");
  }

  private void examine(String part, Supplier<String> look, String mend) {
    try {
      add(true, part, look.get(), mend);
    } catch (FuseboxException e) {
      add(false, part, e.getMessage(), mend);
    }
  }

  private void add(boolean good, String part, String found, String mend) {
    findings.add(new Finding(good, part, found, mend));
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
