package io.fusebox.runtime.host;

import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.toolkit.files.FileNames;
import io.fusebox.toolkit.files.TemporaryFile;
import java.nio.file.Path;
import java.util.List;

/** Looks at an installation part by part. */
public final class Doctor {
  private static final int JAVA = 17;
  private static final long ROOM_BYTES = 1L << 30;
  private static final long HEAP_BYTES = 256L << 20;

  private final FuseboxHome home;
  private final Path workspace;
  private final Diagnoses findings = new Diagnoses();

  /**
   * The finding about one part.
   *
   * @param remedy what to do if it is not good
   */
  public record Diagnosis(boolean good, String part, String found, String remedy) {}

  public Doctor(FuseboxHome home, Path workspace) {
    this.home = home;
    this.workspace = workspace.toAbsolutePath();
  }

  /** Examines everything; a bad part does not hide the next. */
  public List<Diagnosis> examine() {
    int java = Runtime.version().feature();
    findings.add(java >= JAVA, "java", "Java " + Runtime.version(), "install Java 17 or later");
    encoding();
    memory();
    findings.examine(
        "cache", this::cache, "name a folder that can be written: " + CacheFolder.VARIABLE);
    temporary();
    findings.examine(
        "natives",
        () -> NativeEngine.start(workspace),
        "use a platform that the natives in lib/ are for, and a cache folder with room");
    findings.examine("kernels", this::kernels, "do what is said, or use another machine");
    room();
    new InstallationCheck(new Locations(home, new Workspace(workspace)), findings).examine();
    return findings.all();
  }

  private void encoding() {
    findings.add(
        FileNames.areUnicode(),
        "encoding",
        FileNames.encoding() + " for file names and arguments",
        "set LC_ALL to a UTF-8 locale that 'locale -a' lists");
  }

  private void memory() {
    long heap = Runtime.getRuntime().maxMemory();
    findings.add(
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
    findings.add(
        Folders.isWritable(folder),
        "temporary",
        folder + (Folders.isWritable(folder) ? "" : ", not a folder that can be written"),
        "name another folder with TMPDIR");
  }

  private String kernels() {
    return KernelDiagnosis.of(NativeEngine.start(workspace), NativeCaches.prepare(workspace).path())
        .diagnose();
  }

  private void room() {
    Path existing = Folders.existing(workspace);
    long free = existing.toFile().getUsableSpace();
    boolean writable = Folders.isWritable(existing);
    findings.add(
        free > ROOM_BYTES && writable,
        "workspace",
        "%s, %,d MB free%s".formatted(workspace, free >> 20, writable ? "" : ", not writable"),
        "make room, or name another folder with --workspace");
  }
}
