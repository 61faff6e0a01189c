package io.fusebox.runtime.itests;

import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.host.LiveFusebox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Replaces bundles of a live system, by files and by command. */
record LiveBundles(LiveHome live, LiveFusebox box, Path folder) {
  /** The jar of a plug-in as it is installed. */
  static Path real(String id) {
    try (Stream<Path> jars = Files.list(FuseboxHome.current().plugins())) {
      return jars.filter(j -> j.toString().contains("-" + id + "-")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the file, and waits until the new plug-in is live and nobody uses the old one. */
  void drop(String id, TestJar jar) {
    String before = factory(id).version();
    jar.drop(jarOf(id));
    LiveHome.soon("the dropped " + id + " is live", () -> !factory(id).version().equals(before));
    // The swap holds the pipelines' lock until nobody uses the old part any more.
    box.pipelines().pollFiles();
  }

  /** The jar that brings it now: once swapped by command, one of the workspace. */
  private Path jarOf(String id) {
    Path own = live.workspace().resolve("plugins").resolve(id + ".jar");
    return Files.exists(own) ? own : live.jar("-" + id + "-");
  }

  void command(String id, TestJar jar) {
    try {
      box.swapIn(Files.write(folder.resolve(id + ".jar"), jar.bytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PluginFactory<?> factory(String id) {
    return box.plugins().registered().stream()
        .filter(f -> f.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
