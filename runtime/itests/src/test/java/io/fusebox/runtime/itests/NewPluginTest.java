package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.launcher.scaffold.PluginKind;
import io.fusebox.runtime.launcher.scaffold.PluginName;
import io.fusebox.runtime.launcher.scaffold.PluginTemplates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code fusebox new}, and what it writes: built by Maven outside of the sources, dropped in. */
class NewPluginTest {
  @TempDir Path folder;

  @Test
  void oneOfEachKindBuildsPassesItsTestsAndIsLive() throws IOException {
    List<String> ids = List.of("my-encoder", "my-strategy", "my-modality");
    for (String id : ids) {
      write(0, id.substring("my-".length()), id, "--group", "org.hospital.ward2");
    }
    LiveHome live = LiveHome.in(folder);
    try (MavenRepository maven = MavenRepository.in(folder);
        LiveFusebox box = live.open()) {
      maven.build(together(ids));
      for (String id : ids) {
        assertTrue(Files.exists(folder.resolve(id).resolve("target/surefire-reports")), id);
        Path jar = folder.resolve(id).resolve("target/%s-1.0.0-SNAPSHOT.jar".formatted(id));
        Files.copy(jar, live.home().plugins().resolve(jar.getFileName()));
        LiveHome.soon(id + " is live", () -> ids(box).contains(id));
      }
      assertEquals(List.of(), box.plugins().refused());
    }
  }

  /** Projects side by side, so that Maven starts once for all of them. */
  private Path together(List<String> projects) throws IOException {
    String modules =
        projects.stream().map("<module>%s</module>"::formatted).collect(Collectors.joining());
    return Files.writeString(
        folder.resolve("pom.xml"),
        "<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>all</artifactId>"
            + "<version>1</version><packaging>pom</packaging><modules>"
            + modules
            + "</modules></project>");
  }

  private static List<String> ids(LiveFusebox box) {
    return box.plugins().registered().stream().map(PluginFactory::id).toList();
  }

  private FuseboxProcess write(int exitCode, String... words) {
    String[] command = Stream.concat(Stream.of("new"), Stream.of(words)).toArray(String[]::new);
    FuseboxProcess done = FuseboxProcess.run(folder, command);
    assertEquals(exitCode, done.exitCode(), done::toString);
    return done;
  }

  @Test
  void aFolderThatIsThereIsLeftAsItIs() throws IOException {
    Path mine = Files.createDirectory(folder.resolve("pulse")).resolve("mine.txt");
    Files.writeString(mine, "mine");
    assertTrue(write(1, "modality", "pulse").err().contains("is there already"));
    assertEquals(List.of(folder, mine.getParent(), mine), everything());
  }

  @ParameterizedTest
  @EnumSource
  void aClassNameThatTheTemplatesUseIsRefusedAndNothingIsWritten(PluginKind kind)
      throws IOException {
    PluginTemplates templates = new PluginTemplates(FuseboxHome.current().templates(), "1");
    PluginName name = new PluginName("override", "com.example");
    assertThrows(
        FuseboxException.class, () -> templates.write(kind, name, folder.resolve("override")));
    assertEquals(List.of(folder), everything());
  }

  private List<Path> everything() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.toList();
    }
  }

  @Test
  void anUnknownKindIsWrongUsageAndShowsTheKnownOnes() {
    assertTrue(write(2, "modul", "pulse").err().contains("MODALITY"));
  }
}
