package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.runtime.host.FuseboxHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fusebox where} lists paths that other commands really use, and makes none of them. */
class WhereTest {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void resolveLinks() throws IOException {
    folder = temporary.toRealPath();
  }

  private FuseboxProcess where(String... options) {
    String[] command = new String[options.length + 1];
    command[0] = "where";
    System.arraycopy(options, 0, command, 1, options.length);
    Map<String, String> environment = Map.of("FUSEBOX_CACHE", folder.resolve("cache").toString());
    FuseboxProcess done = FuseboxProcess.run(FuseboxHome.current(), folder, environment, command);
    assertEquals(0, done.exitCode(), done::toString);
    return done;
  }

  private JsonNode json(String... options) throws IOException {
    return new ObjectMapper().readTree(where(options).out());
  }

  @Test
  void theInstallationTheCacheAndTheWorkspaceHereAreListed() throws IOException {
    JsonNode places = json("--json");
    Path home = FuseboxHome.current().root().toRealPath();
    for (String shipped : List.of("plugins", "pipelines", "models", "templates", "repository")) {
      Path path = place(places, places.has(shipped) ? shipped : "shipped-" + shipped);
      assertTrue(path.startsWith(home) && Files.isDirectory(path), path::toString);
    }
    assertEquals(home, place(places, "home"));
    assertEquals(folder.resolve(".fusebox"), place(places, "workspace"));
    assertEquals(folder.resolve(".fusebox/plugins"), place(places, "own-plugins"));
    assertEquals(folder.resolve(".fusebox/pipelines"), place(places, "own-pipelines"));
    assertEquals(folder.resolve("cache"), place(places, "cache"));
    String djl = System.getenv().getOrDefault("DJL_CACHE_DIR", folder.resolve("cache").toString());
    assertTrue(place(places, "natives").startsWith(djl), () -> djl + ", not " + places);
    assertTrue(Files.isDirectory(place(places, "java")));
    assertFalse(Files.exists(folder.resolve(".fusebox")));
  }

  @Test
  void anotherWorkspaceMovesAllOfItsPathsAndPeopleSeeTheSameOnes() throws IOException {
    JsonNode places = json("--json", "--workspace", "elsewhere");
    Path elsewhere = folder.resolve("elsewhere");
    for (String key : List.of("workspace", "own-plugins", "weights", "features", "log", "live")) {
      assertTrue(place(places, key).startsWith(elsewhere), key);
    }
    String printed = where("--workspace", "elsewhere").out();
    places.forEach(path -> assertTrue(printed.contains(path.asText()), path::asText));
    assertTrue(printed.contains(elsewhere + "  (not there yet)"), printed);
  }

  private static Path place(JsonNode places, String key) {
    assertTrue(places.has(key), () -> key + " in " + places);
    Path path = Path.of(places.get(key).asText());
    assertTrue(path.isAbsolute(), path::toString);
    return path;
  }
}
