package io.fusebox.runtime.itests;

import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.live.LivePipelines;
import io.fusebox.runtime.live.Timeouts;
import io.fusebox.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** An installed Fusebox of a test's own: its plug-ins and pipelines may be changed. */
record LiveHome(FuseboxHome home, Path workspace) {
  static final Timeouts PATIENCE =
      new Timeouts(
          Duration.ofMinutes(2),
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2));
  private static final Duration POLL = Duration.ofMillis(50);
  private static final String GUESS = "guess.yaml";

  /** Copies what may change of the distribution, and links its models. */
  static LiveHome in(Path folder) {
    try {
      FuseboxHome real = FuseboxHome.current();
      FuseboxHome home = new FuseboxHome(Files.createDirectories(folder.resolve("home")));
      copy(real.plugins(), home.plugins());
      copy(real.pipelines(), home.pipelines());
      Files.delete(home.pipelines().resolve(GUESS)); // it would share parts that tests count
      copy(real.root().resolve("bin"), home.root().resolve("bin"));
      Path start = Path.of("fusebox");
      Files.copy(
          real.root().resolve(start),
          home.root().resolve(start),
          StandardCopyOption.COPY_ATTRIBUTES);
      Files.createSymbolicLink(home.models(), real.models());
      Files.createSymbolicLink(home.root().resolve("lib"), real.root().resolve("lib"));
      Files.createSymbolicLink(home.templates(), real.templates());
      Files.createSymbolicLink(home.repository(), real.repository());
      return new LiveHome(home, folder.resolve("workspace"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the shipped pipeline that needs no training. */
  void addGuess() throws IOException {
    Files.copy(FuseboxHome.current().pipelines().resolve(GUESS), home.pipelines().resolve(GUESS));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  LiveFusebox open() {
    return open(PATIENCE);
  }

  LiveFusebox open(Timeouts timeouts) {
    return LiveFusebox.open(home, workspace, timeouts, POLL);
  }

  /** Keeps weights for a strategy of the pipeline {@code shapes}: good enough to differ. */
  void keepWeights(String strategy) {
    try (Fusebox box = Fusebox.open(home, workspace)) {
      PipelineSpec spec = box.spec("shapes").withStrategy(strategy);
      try (Pipeline pipeline = box.assemble(spec)) {
        WeightValues weights = WeightValues.initial(pipeline, 1);
        WeightFile.save(box.workspace().weights(spec), pipeline, weights, Map.of());
      }
    }
  }

  /** The jar of a plug-in's bundle, by a part of its name. */
  Path jar(String name) {
    try (Stream<Path> jars = Files.list(home.plugins())) {
      return jars.filter(j -> j.getFileName().toString().contains(name)).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path pipeline(String name, String yaml) throws IOException {
    return Files.writeString(home.pipelines().resolve(name + ".yaml"), yaml);
  }

  /** Waits until something has taken effect by itself. */
  static void soon(String what, BooleanSupplier happened) {
    Await.until(what, happened::getAsBoolean, Boolean::booleanValue);
  }

  static void soonIs(LivePipelines pipelines, String name, String words) {
    Await.until(
        name + " " + words,
        () -> pipelines.all().stream().map(p -> p.name() + " " + p.status()).toList(),
        all -> all.stream().anyMatch(p -> p.startsWith(name + " ") && p.contains(words)));
  }
}
