package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.host.FuseboxHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script with a Java that only reports what it was started with. */
class StartScriptTest {
  private static final String JAVA_17 =
      "openjdk version \"17.0.15\" 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6)\n";

  @TempDir Path folder;
  private Path home;
  private Path path;

  /** The output of a run and its exit status. */
  private record Ended(int exitCode, List<String> lines) {
    boolean started() {
      return exitCode == 0 && lines.contains("io.fusebox.runtime.launcher.FuseboxCommand");
    }

    boolean says(String text) {
      return exitCode == 1 && String.join("\n", lines).contains(text);
    }
  }

  @BeforeEach
  void install() throws IOException {
    home = folder.toRealPath().resolve("an odd 'place' *[1]&; $HOME é");
    path = Files.createDirectories(folder.resolve("path"));
    Files.createDirectories(home.resolve("lib"));
    script(
        home.resolve("bin/fusebox"),
        Files.readString(FuseboxHome.current().root().resolve("bin/fusebox")));
    script(
        path.resolve("java"),
        "#!/bin/sh\n"
            + "here=${0%/*}\n"
            + "[ \"$1\" != -version ] || { cat \"$here/told\"; exit \"$(cat \"$here/status\")\";"
            + " }\n"
            + "printf '%s\\n"
            + "' \"$@\" \"LC_ALL=${LC_ALL:-}\"\n");
    // A system with one UTF-8 locale; 'ascii' and 'latin1' stand for every other.
    script(
        path.resolve("locale"),
        "#!/bin/sh\n"
            + "case $1,${LC_ALL:-} in\n"
            + "  charmap,C.UTF-8 | charmap,C.utf8 | charmap,en_US.UTF-8) echo ANSI_X3.4-1968 ;;\n"
            + "  charmap,*utf8) echo UTF-8 ;;\n"
            + "  charmap,latin1) echo ISO-8859-1 ;;\n"
            + "  charmap,*) echo ANSI_X3.4-1968 ;;\n"
            + "  *) printf 'C\\nPOSIX\\nxx_YY.utf8\\n' ;;\n"
            + "esac\n");
    java(0, JAVA_17);
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void java(int status, String told) throws IOException {
    Files.writeString(path.resolve("told"), told);
    Files.writeString(path.resolve("status"), Integer.toString(status));
  }

  private Ended run(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(k -> k.startsWith("LC_") || Set.of("JAVA_HOME", "FUSEBOX_JAVA_OPTS").contains(k));
    builder.environment().put("PATH", path + ":" + System.getenv("PATH"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out.lines().toList());
  }

  private Ended run() throws Exception {
    return run(Map.of(), home.resolve("bin/fusebox").toString(), "help");
  }

  @Test
  void linesBeforeTheVersionArePassedOver() throws Exception {
    for (String line :
        List.of(
            "Picked up JAVA_TOOL_OPTIONS: -Da=version \"8\"",
            "NOTE: Picked up JDK_JAVA_OPTIONS: -Dfoo=1",
            "OpenJDK 64-Bit Server VM warning: sharing is off")) {
      java(0, line + "\n" + JAVA_17);
      assertTrue(run().started(), line);
    }
  }

  @Test
  void everyFormOfAVersionIsKnown() throws Exception {
    for (String good : List.of("17", "17-ea", "17.0.1", "21.0.2", "25-internal")) {
      java(0, "java version \"" + good + "\" 2021-09-14\n");
      assertTrue(run().started(), good);
    }
    for (String old : List.of("1.8.0_402", "11.0.22", "9", "16-ea")) {
      java(0, "openjdk version \"" + old + "\"\n");
      assertTrue(run().says("Java 17 or later is needed, found '" + old + "'"), old);
    }
  }

  @Test
  void aJavaThatCannotStartIsNotToldAsAbsent() throws Exception {
    java(1, "Error: Could not create the Java Virtual Machine.\n");
    Ended ended = run();
    assertTrue(ended.says("is there, but cannot start"), ended.toString());
    assertTrue(ended.says("Could not create the Java Virtual Machine."), ended.toString());
  }

  @Test
  void anAbsentJavaIsTold() throws Exception {
    Map<String, String> environment = Map.of("JAVA_HOME", folder.resolve("nowhere").toString());
    Ended ended = run(environment, home.resolve("bin/fusebox").toString(), "help");
    assertTrue(ended.says("found 'none' (" + folder.resolve("nowhere/bin/java")), ended.toString());
  }

  @Test
  void linksOfFilesAndFoldersLeadToTheInstallation() throws Exception {
    Path links = Files.createDirectories(folder.resolve("links"));
    Files.createSymbolicLink(links.resolve("home"), home);
    Files.createSymbolicLink(links.resolve("first"), Path.of("home/bin/fusebox"));
    Files.createSymbolicLink(folder.resolve("second"), Path.of("links/first"));
    Files.createSymbolicLink(folder.resolve("bin"), home.resolve("bin"));
    for (String start :
        List.of("links/first", "./second", "links/home/bin/fusebox", "bin/fusebox")) {
      Ended ended = run(Map.of("CDPATH", links.toString()), start, "help");
      assertTrue(ended.lines().contains("-Dfusebox.home=" + home), start + ": " + ended);
      assertTrue(ended.lines().contains(home + "/lib/*"), start + ": " + ended);
    }
    Ended named = run(Map.of(), "sh", "second", "help");
    assertTrue(named.lines().contains("-Dfusebox.home=" + home), named.toString());
  }

  @Test
  void aPathThatJavaWouldCutIsRefused() throws Exception {
    Path cut = folder.resolve("a:b");
    script(cut.resolve("bin/fusebox"), Files.readString(home.resolve("bin/fusebox")));
    assertTrue(run(Map.of(), cut + "/bin/fusebox").says("':' in its path"));
  }

  @Test
  void theHeapLeavesHalfOfASmallMemoryToTheModels() throws Exception {
    String told = "   size_t MaxHeapSize       = %d          {product} {ergonomic}\n";
    java(0, told.formatted(512L << 20) + JAVA_17);
    assertTrue(run().lines().containsAll(List.of("-Xms48m", "-Xmx512m")));
    java(0, told.formatted(64L << 30) + JAVA_17);
    assertTrue(run().lines().contains("-Xmx3072m"));
    java(0, JAVA_17);
    assertTrue(run().lines().contains("-Xmx3072m"));
  }

  @Test
  void javaStartsInAUtf8LocaleWhereThereIsOne() throws Exception {
    String fusebox = home.resolve("bin/fusebox").toString();
    for (String ascii : List.of("C", "POSIX", "de_DE.UTF-8", "")) {
      assertEquals("LC_ALL=xx_YY.utf8", last(run(Map.of("LC_ALL", ascii), fusebox)), ascii);
    }
    assertEquals("LC_ALL=de_DE.utf8", last(run(Map.of("LC_ALL", "de_DE.utf8"), fusebox)));
    assertEquals("LC_ALL=latin1", last(run(Map.of("LC_ALL", "latin1"), fusebox)));
  }

  private static String last(Ended ended) {
    return ended.lines().get(ended.lines().size() - 1);
  }

  @Test
  void closedStreamsAreNoFilesOfJava() throws Exception {
    String fusebox = home.resolve("bin/fusebox").toString();
    Ended in = run(Map.of("FB", fusebox), "sh", "-c", "\"$FB\" help <&-");
    assertTrue(in.started(), in.toString());
    Ended out = run(Map.of("FB", fusebox), "sh", "-c", "\"$FB\" help >&-");
    assertTrue(out.says("standard output is closed"), out.toString());
  }

  @Test
  void argumentsAndOptionsArriveAsTheyAre() throws Exception {
    Map<String, String> environment =
        Map.of("FUSEBOX_JAVA_OPTS", "-Da=1 -Db=*", "TMPDIR", folder.toString());
    Ended ended = run(environment, home.resolve("bin/fusebox").toString(), "ask", "a  b*", "");
    List<String> lines = ended.lines();
    assertTrue(lines.containsAll(List.of("-Da=1", "-Db=*")), lines.toString());
    assertTrue(lines.contains("-Djava.io.tmpdir=" + folder), lines.toString());
    int command = lines.indexOf("io.fusebox.runtime.launcher.FuseboxCommand");
    assertEquals(List.of("ask", "a  b*", ""), lines.subList(command + 1, command + 4));
  }

  @Test
  void theNextCommandBeginsAsThisOneDid() throws Exception {
    String script = home.resolve("bin/fusebox").toString();
    assertTrue(run(Map.of(), script, "help").lines().contains("-Dfusebox.command=" + script));
    script(home.resolve("fusebox"), distributed("fusebox"));
    Files.createSymbolicLink(folder.resolve("home"), home);
    assertTrue(
        run(Map.of(), "home/fusebox", "help").lines().contains("-Dfusebox.command=home/fusebox"));
    Map<String, String> found = Map.of("PATH", home.resolve("bin") + ":" + path + ":/usr/bin:/bin");
    assertTrue(
        run(found, "sh", "-c", "fusebox help").lines().contains("-Dfusebox.command=fusebox"));
  }

  private static String distributed(String name) throws IOException {
    return Files.readString(FuseboxHome.current().root().resolve(name));
  }

  @Test
  void aShortCommandHasJavasFirstCompilerAlone() throws Exception {
    String fusebox = home.resolve("bin/fusebox").toString();
    String first = "-XX:TieredStopAtLevel=1";
    for (String command : List.of("help", "ask", "--version")) {
      assertTrue(run(Map.of(), fusebox, command).lines().contains(first), command);
    }
    for (String command : List.of("train", "run", "demo", "compare")) {
      assertFalse(run(Map.of(), fusebox, command).lines().contains(first), command);
    }
  }

  @Test
  void modelsOfOnesOwnAreDigestedByTheSecondCompilersCode() throws Exception {
    String fusebox = home.resolve("bin/fusebox").toString();
    for (List<String> arguments :
        List.of(
            List.of("ask", "--pipeline", "my", "why?"),
            List.of("ask", "why?", "--pipeline=my"),
            List.of("activate", "my", "previous"))) {
      List<String> command = new ArrayList<>(List.of(fusebox));
      command.addAll(arguments);
      List<String> lines = run(Map.of(), command.toArray(String[]::new)).lines();
      assertFalse(lines.contains("-XX:TieredStopAtLevel=1"), lines.toString());
      assertTrue(
          lines.stream().anyMatch(l -> l.startsWith("-XX:Tier4InvocationThreshold=")),
          lines.toString());
    }
  }

  @Test
  void theArchiveOfClassesIsOfTheseJarsAndThisJavaAndWhole() throws Exception {
    Path jar = Files.writeString(home.resolve("lib/fusebox-core.jar"), "one build");
    Path archive = archive();
    assertTrue(archive.startsWith(folder.resolve("cache/classes")), archive.toString());
    Files.createDirectories(archive.getParent());
    Files.writeString(archive, "classes");
    assertFalse(mapped(archive), "nothing states its size");
    Path size = Files.writeString(archive.resolveSibling(archive.getFileName() + ".size"), "7");
    assertTrue(mapped(archive));
    Files.writeString(size, "8");
    assertFalse(mapped(archive), "it was cut");

    Files.setLastModifiedTime(jar, Files.getLastModifiedTime(jar));
    assertEquals(archive, archive());
    Files.writeString(jar, "two build");
    assertNotEquals(archive, archive());
    Files.writeString(jar, "one build");
    java(0, JAVA_17.replace("17.0.15+6", "17.0.16+8"));
    assertNotEquals(archive, archive());
  }

  private Ended cached() throws Exception {
    Map<String, String> environment = Map.of("FUSEBOX_CACHE", folder.resolve("cache").toString());
    return run(environment, home.resolve("bin/fusebox").toString(), "help");
  }

  private Path archive() throws Exception {
    String option = "-Dfusebox.archive=";
    return cached().lines().stream()
        .filter(line -> line.startsWith(option))
        .map(line -> Path.of(line.substring(option.length())))
        .findFirst()
        .orElseThrow();
  }

  private boolean mapped(Path archive) throws Exception {
    return cached().lines().contains("-XX:SharedArchiveFile=" + archive);
  }

  @Test
  void theSourcesStartScriptFollowsLinksToo() throws Exception {
    Path sources = folder.toRealPath().resolve("sources");
    script(sources.resolve("fusebox"), Files.readString(Path.of("../../fusebox")));
    Path built = sources.resolve("runtime/distribution/target");
    script(built.resolve("fusebox/bin/fusebox"), "#!/bin/sh\necho \"$0\" \"$@\"\n");
    for (String part : List.of("core", "encoders-vision", "fusion-strategies")) {
      Files.createDirectories(sources.resolve(part));
    }
    Files.writeString(sources.resolve("pom.xml"), "");
    Files.writeString(built.resolve("built"), "");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("sources/fusebox"));
    Ended ended = run(Map.of(), folder.resolve("link").toString(), "help");
    assertEquals(List.of(built.resolve("fusebox/bin/fusebox") + " help"), ended.lines());
  }
}
