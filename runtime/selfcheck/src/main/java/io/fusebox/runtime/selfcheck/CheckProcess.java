package io.fusebox.runtime.selfcheck;

import io.fusebox.runtime.selfcheck.kernels.KernelFinding;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks the kernels in a process of its own: the library decides once for each process which
 * instructions to use, and a kernel may also end the process.
 */
final class CheckProcess {
  private static final long MOST_SECONDS = 120;
  private static final Path NOWHERE = Path.of("/dev/null");

  /**
   * The settings of this process that the child needs: where libraries are and what they may do.
   */
  private static final List<String> PASSED =
      List.of(
          "ai.djl.",
          "DJL_",
          "ENGINE_",
          "PYTORCH_",
          "OPT_OUT_",
          "fusebox.",
          "java.io.tmpdir",
          "jna.",
          "user.");

  /**
   * Asks every kernel under a limit.
   *
   * @return nothing when no such process could be made to answer at all
   */
  Optional<List<KernelFinding>> ask(InstructionSetLimit limit) {
    ProcessBuilder builder =
        new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(limit.variables());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      CompletableFuture.delayedExecutor(MOST_SECONDS, TimeUnit.SECONDS)
          .execute(process::destroyForcibly);
      CheckReport report = CheckReport.read(process.inputReader(CheckMain.CHARSET));
      return report.findings(process.waitFor());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:CompressedClassSpaceSize=64m",
            "-XX:-CreateCoredumpOnCrash",
            "-Xshare:auto"));
    if (Files.exists(NOWHERE)) {
      command.add("-XX:ErrorFile=" + NOWHERE); // a crash is an answer here, not a report to write
    }
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> PASSED.stream().anyMatch(name::startsWith))
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    command.addAll(List.of("-cp", classPath(), CheckMain.class.getName()));
    return command;
  }

  /** A program may have given Fusebox a class loader of its own. */
  private static String classPath() {
    return CheckProcess.class.getClassLoader() instanceof URLClassLoader own
        ? Stream.of(own.getURLs())
            .map(jar -> Path.of(URI.create(jar.toString())).toString())
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }
}
