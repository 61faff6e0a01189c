package io.fusebox.runtime.itests;

import io.fusebox.testkit.Await;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Spark distribution of its own, and a standalone cluster on loopback: a master and workers. */
final class SparkCluster implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path folder;
  private final List<Process> workers = new ArrayList<>();
  private Process master;
  private String address;

  /** Starts it, with its distribution and its logs in {@code folder}. */
  static SparkCluster start(Path folder, int workers) throws Exception {
    SparkCluster cluster = new SparkCluster(folder);
    try {
      cluster.startAll(workers);
      return cluster;
    } catch (Exception | Error e) {
      cluster.close();
      throw e;
    }
  }

  private SparkCluster(Path folder) throws IOException {
    this.folder = folder;
    Path jars = Files.createDirectories(folder.resolve("jars"));
    for (String jar : jarsOfSpark().split(File.pathSeparator)) {
      Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
    }
  }

  /** The class path of Spark alone, which its module has written when it was built. */
  static String jarsOfSpark() throws IOException {
    return Files.readString(Path.of(System.getProperty("fusebox.spark.jars"))).strip();
  }

  private void startAll(int count) throws Exception {
    master =
        begin(
            "master",
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--webui-port",
            "0");
    Path log = folder.resolve("master.log");
    address =
        Await.until(
            PATIENCE,
            "the master's address",
            () ->
                ADDRESS.matcher(text(log)).results().map(MatchResult::group).findFirst().orElse(""),
            found -> !found.isEmpty());
    for (int i = 0; i < count; i++) {
      workers.add(
          begin(
              "worker" + i,
              "org.apache.spark.deploy.worker.Worker",
              "--host",
              "127.0.0.1",
              "--webui-port",
              "0",
              "--cores",
              "1",
              "--memory",
              "1g",
              "--work-dir",
              folder.resolve("work" + i).toString(),
              address));
    }
    Await.until(
        PATIENCE,
        "all workers at the master",
        () -> text(log).split("Registering worker", -1).length - 1,
        registered -> registered >= count);
  }

  /** What {@code spark-submit} runs with these arguments, to be started. */
  ProcessBuilder submit(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit"));
    all.addAll(List.of("--master", address));
    all.addAll(List.of(arguments));
    return command(all);
  }

  /** Kills the executors of a worker, as a machine that is lost. */
  void killExecutorsOf(int worker) {
    workers.get(worker).toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  private Process begin(String log, String... arguments) throws Exception {
    return command(List.of(arguments))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(log + ".log").toFile())
        .start();
  }

  /** As Spark's script {@code bin/spark-class} does it: Spark says what to run. */
  private ProcessBuilder command(List<String> arguments) throws Exception {
    List<String> asked =
        new ArrayList<>(List.of(java(), "-Xmx128m", "-cp", folder.resolve("jars") + "/*"));
    asked.add("org.apache.spark.launcher.Main");
    asked.addAll(arguments);
    Process launcher =
        withEnvironment(asked).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String told = new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (launcher.waitFor() != 0) {
      throw new AssertionError("Spark's launcher failed: " + asked);
    }
    List<String> command = List.of(told.strip().split("\0"));
    return withEnvironment(command.stream().map(String::strip).filter(s -> !s.isEmpty()).toList());
  }

  private ProcessBuilder withEnvironment(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "SPARK_HOME", folder.toString(),
                "SPARK_SCALA_VERSION", "2.13",
                "SPARK_LOCAL_IP", "127.0.0.1"));
    return builder;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends all processes; the links go before JUnit wonders where they lead. */
  @Override
  public void close() throws IOException {
    workers.forEach(
        worker -> {
          worker.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
          end(worker);
        });
    if (master != null) {
      end(master);
    }
    try (Stream<Path> links = Files.list(folder.resolve("jars"))) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    }
  }

  private static void end(Process process) {
    process.destroyForcibly();
    process.onExit().join();
  }
}
