package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.runtime.host.FuseboxHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of the container file in a plain folder, and what systemd's unit names. */
class OperatingTest {
  private static final Path SERVICE = FuseboxHome.current().root().resolve("service");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path root;
  private final Map<String, String> environment = new HashMap<>();
  private Path current;

  /** What is absolute in the container is in the folder here. */
  private String here(String text) {
    return text.replaceAll("(?<![\\w./])/(opt|var|workspace)", root + "/$1");
  }

  private static List<String> words(String json) throws IOException {
    return List.of(JSON.readValue(json, String[].class));
  }

  @Test
  void theContainerFilesStepsLeadToARunningFusebox() throws Exception {
    List<String> command = new ArrayList<>();
    current = root;
    for (String line : Files.readAllLines(SERVICE.resolve("Containerfile"))) {
      String[] step = line.split(" ", 2);
      switch (step[0]) {
        case "", "#", "FROM", "USER", "EXPOSE", "STOPSIGNAL", "VOLUME" -> {}
        case "COPY" -> copy(step[1].split(" "));
        case "ENV" -> environment.put(step[1].split("=")[0], here(step[1].split("=")[1]));
        case "RUN" -> assertEquals(0, shell(here(step[1])).waitFor(), line);
        case "WORKDIR" -> current = Path.of(here(step[1]));
        case "ENTRYPOINT" -> words(step[1]).forEach(word -> command.add(here(word)));
        case "CMD" -> words(step[1]).forEach(word -> command.add(here(word)));
        default -> throw new AssertionError("a step that nobody tries: " + line);
      }
    }
    int port = command.indexOf("127.0.0.1:8080");
    command.set(port, "127.0.0.1:0");
    command.add("--open");
    desktop();
    runs(command);
    assertOpened();
  }

  /** A desktop whose browser keeps what it is to open. */
  private void desktop() throws IOException {
    Path desktop = Files.createDirectories(root.resolve("desktop"));
    for (String name : List.of("xdg-open", "open")) {
      Path open = desktop.resolve(name);
      Files.writeString(
          open,
          "#!/bin/sh\ncp \"$1\" %s/page\necho \"$@\" > %s/arguments\n".formatted(desktop, desktop));
      assertTrue(open.toFile().setExecutable(true));
    }
    environment.put("PATH", desktop + ":" + System.getenv("PATH"));
  }

  /** The address has the token, which others would see among the arguments of a process. */
  private void assertOpened() {
    String address = read(root.resolve("err")).strip();
    assertTrue(address.matches("http://127\\.0\\.0\\.1:\\d+/#token=\\S+"), address);
    String page = read(root.resolve("desktop/page"));
    assertTrue(page.contains("url=" + address + "\""), page);
    String arguments = read(root.resolve("desktop/arguments")).strip();
    assertEquals(root.resolve("workspace/run/open.html").toString(), arguments);
  }

  /** Symbolic links stand for copies: an installation is only read. */
  private void copy(String[] fromTo) throws IOException {
    assertEquals(".", fromTo[0]);
    Path to = Files.createDirectories(Path.of(here(fromTo[1])));
    try (Stream<Path> files = Files.list(FuseboxHome.current().root())) {
      for (Path file : files.toList()) {
        Files.createSymbolicLink(to.resolve(file.getFileName()), file);
      }
    }
    // The start script finds its installation from where it really lies.
    Files.delete(to.resolve("bin"));
    Files.createDirectory(to.resolve("bin"));
    Files.copy(
        FuseboxHome.current().root().resolve("bin/fusebox"),
        to.resolve("bin/fusebox"),
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  private Process shell(String command) throws IOException {
    return start(List.of("sh", "-c", command), root.resolve("step.out"));
  }

  private Process start(List<String> command, Path out) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(current.toFile());
    builder.environment().putAll(environment);
    return builder.redirectOutput(out.toFile()).redirectError(root.resolve("err").toFile()).start();
  }

  private void runs(List<String> command) throws Exception {
    Path out = root.resolve("run.out");
    Process process = start(command, out);
    try {
      Path door = root.resolve("workspace/run/daemon.json");
      LiveHome.soon("it runs", () -> Files.exists(door) || !process.isAlive());
      assertTrue(process.isAlive(), () -> read(out) + read(root.resolve("err")));
      LiveHome.soon("it opens", () -> Files.exists(root.resolve("desktop/arguments")));
      process.destroy();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "SIGTERM stops it");
      assertEquals(143, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = read(out).lines().toList();
    for (String line : lines) {
      JsonNode event = JSON.readTree(line);
      assertTrue(event.get("timestamp").isNumber(), line);
      assertTrue(event.get("level").isTextual(), line);
      assertTrue(event.get("formattedMessage").isTextual(), line);
    }
    assertTrue(lines.stream().anyMatch(l -> l.contains("starts with the workspace")), read(out));
    assertTrue(lines.get(lines.size() - 1).contains("stopped"), read(out));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theUnitStartsWhatIsThere() throws IOException {
    Map<String, String> unit = new HashMap<>();
    for (String line : Files.readAllLines(SERVICE.resolve("fusebox.service"))) {
      if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("[")) {
        String[] entry = line.split("=", 2);
        assertEquals(2, entry.length, line);
        unit.put(entry[0], entry[1]);
      }
    }
    String[] words = unit.get("ExecStart").split(" ");
    Path start = FuseboxHome.current().root().resolve(words[0].replaceFirst("^/opt/fusebox/", ""));
    assertTrue(Files.isExecutable(start), start.toString());
    Path docs =
        FuseboxHome.current()
            .root()
            .resolve(unit.get("Documentation").replaceFirst("^file:///opt/fusebox/", ""));
    assertTrue(Files.exists(docs), docs.toString());
    FuseboxProcess help = FuseboxProcess.run(root, "run", "--help");
    for (String word : words) {
      assertTrue(!word.startsWith("--") || help.out().contains(word), word + ": " + help);
    }
  }
}
