package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.launcher.scaffold.PluginKind;
import io.fusebox.runtime.launcher.scaffold.PluginName;
import io.fusebox.runtime.launcher.scaffold.PluginTemplates;
import io.fusebox.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code fusebox new}, and what it writes: built by Maven outside of the sources, dropped in. */
class NewPluginTest {
  @TempDir Path folder;

  private static final String OVER_THE_NEW_PLM =
      """
      plm: %s
      strategy: noprompt
      task: {verbalizer: {"yes": "y", "no": "n"}}
      """;

  /** The guide builds one of each of the others, and uses it: {@link GuidesTest}. */
  private static final List<PluginKind> BUILT =
      List.of(PluginKind.ENCODER, PluginKind.STRATEGY, PluginKind.MODALITY, PluginKind.PLM);

  @Test
  void theGuideBuildsEveryKindThatIsNotBuiltHere() throws IOException {
    Path guide = FuseboxHome.current().root().resolve("docs/writing-a-plugin.md");
    String text = Files.readString(guide);
    for (PluginKind kind : PluginKind.values()) {
      boolean guided = text.contains("\n./fusebox new " + kind + " ");
      assertTrue(BUILT.contains(kind) || guided, kind::toString);
    }
  }

  @Test
  void oneOfEachKindBuildsPassesItsTestsAndIsLive() throws IOException {
    List<String> ids = BUILT.stream().map(kind -> "my-" + kind).toList();
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
      theNewPlmAnswersIsReplacedAndKeepsItsId(live, box);
    }
  }

  /** Its model is the one that the project's tests have written. */
  private void theNewPlmAnswersIsReplacedAndKeepsItsId(LiveHome live, LiveFusebox box)
      throws IOException {
    live.pipeline("own", OVER_THE_NEW_PLM.formatted(folder.resolve("my-plm/target/model")));
    LiveHome.soonIs(box.pipelines(), "own", "ACTIVE noprompt");
    Answer answer = ask(box);
    assertTrue(List.of("yes", "no").contains(answer.text()), answer::toString);

    Path jar = live.jar("my-plm");
    String version = box.plugins().find(Plm.class, "my-plm").version();
    Path twin = TestJar.like(jar).build(2).drop(live.home().plugins().resolve("twin.jar"));
    refusedFor(box, twin, "brings the plug-in my-plm, and so does " + jar.getFileName());
    Path bart =
        TestJar.like(live.jar("plm-bart")).build(2).drop(live.home().plugins().resolve("b.jar"));
    refusedFor(box, bart, "brings the plug-in bart, and so does ");
    assertEquals(version, box.plugins().find(Plm.class, "my-plm").version());
    assertEquals(answer, ask(box));
    Files.delete(twin);

    TestJar.like(jar).build(3).drop(jar);
    LiveHome.soon(
        "the PLM is replaced",
        () -> !box.plugins().find(Plm.class, "my-plm").version().equals(version));
    assertEquals(answer, ask(box));
    Files.delete(jar);
    LiveHome.soonIs(box.pipelines(), "own", "WAITING");
  }

  private static Answer ask(LiveFusebox box) {
    return box.pipeline("own").ask(new Question(Map.of(), "is it red?")).answer();
  }

  private static void refusedFor(LiveFusebox box, Path jar, String words) {
    Await.until(
        jar + " refused: " + words,
        () -> box.plugins().refused(),
        all -> all.stream().anyMatch(r -> r.jar().equals(jar) && r.reason().contains(words)));
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
    FuseboxHome home = FuseboxHome.current();
    PluginTemplates templates = new PluginTemplates(home.templates(), "1", home.repository());
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
    assertTrue(write(2, "modul", "pulse").err().contains("data-format"));
  }
}
