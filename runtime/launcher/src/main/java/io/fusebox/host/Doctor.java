package io.fusebox.host;

import io.fusebox.FuseboxException;
import io.fusebox.checkpoint.CheckpointFolder;
import io.fusebox.engine.Assembler;
import io.fusebox.engine.Pipeline;
import io.fusebox.engine.PipelineFile;
import io.fusebox.files.FileNames;
import io.fusebox.files.TemporaryFile;
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
  private static final long HEAP_BYTES = 256L << 20;

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
    encoding();
    memory();
    examine("cache", this::cache, "name a folder that can be written: " + CacheFolder.VARIABLE);
    temporary();
    examine(
        "natives",
        () -> Engines.start(workspace),
        "use a platform that the natives in lib/ are for, and a cache folder with room");
    examine("kernels", this::kernels, "do what is said, or use another machine");
    room();
    examine("models", this::models, "unpack the distribution again");
    examine("plug-ins", this::plugins, "unpack the distribution again");
    return List.copyOf(findings);
  }

  private void encoding() {
    add(
        FileNames.areUnicode(),
        "encoding",
        FileNames.encoding() + " for file names and arguments",
        "set LC_ALL to a UTF-8 locale that 'locale -a' lists");
  }

  private void memory() {
    long heap = Runtime.getRuntime().maxMemory();
    add(
        heap >= HEAP_BYTES,
        "memory",
        "at most %d MB for Java".formatted(heap >> 20),
        "give the machine or the container more memory, or set FUSEBOX_JAVA_OPTS=-Xmx1g");
  }

  private String cache() {
    CacheFolder cache = NativeCaches.prepare(workspace);
    return "%s, %d MB in it, %d MB free, chosen by %s%s"
        .formatted(
            cache.path(),
            Folders.size(cache.path()) >> 20,
            cache.path().toFile().getUsableSpace() >> 20,
            cache.chosenBy(),
            cache.writable() ? "" : ", not writable");
  }

  private void temporary() {
    Path folder = TemporaryFile.folder();
    add(
        Folders.isWritable(folder),
        "temporary",
        folder + (Folders.isWritable(folder) ? "" : ", not a folder that can be written"),
        "name another folder with TMPDIR");
  }

  private String kernels() {
    return Kernels.of(Engines.start(workspace), NativeCaches.prepare(workspace).path()).diagnose();
  }

  private void room() {
    Path existing = workspace;
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    long free = existing.toFile().getUsableSpace();
    boolean writable = Folders.isWritable(existing);
    add(
        free > ROOM_BYTES && writable,
        "workspace",
        "%s, %,d MB free%s".formatted(workspace, free >> 20, writable ? "" : ", not writable"),
        "make room, or name another folder with --workspace");
  }

  private String models() {
    List<Path> folders = folders(home.models());
    if (folders.isEmpty()) {
      throw new FuseboxException("there are none in " + home.models());
    }
    for (Path folder : folders) {
      String what = folder.getFileName().toString();
      examine(
          "model",
          () -> what + ", SHA-256 " + CheckpointFolder.open(folder).hash().substring(0, 12),
          "unpack the distribution again, or make the model again: fusebox pretrain");
    }
    return folders.size() + " in " + home.models();
  }

  private String plugins() {
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
      return host.live().size() + " live, of those in " + home.plugins();
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
    } catch (RuntimeException | LinkageError e) {
      // Whatever is wrong with a part, the next one is to be looked at.
      add(false, part, e.toString(), mend);
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
