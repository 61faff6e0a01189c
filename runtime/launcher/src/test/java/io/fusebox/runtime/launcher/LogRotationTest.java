package io.fusebox.runtime.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code fusebox-logback.xml} says, in a Logback of the test's own. */
class LogRotationTest {
  @TempDir Path folder;
  private final LoggerContext logback = new LoggerContext();

  @BeforeEach
  void configure() throws JoranException {
    logback.setMDCAdapter(new LogbackMDCAdapter());
    logback.putProperty("fusebox.log.file", folder.resolve("log/fusebox.log").toString());
    logback.putProperty("fusebox.log.size", "1KB");
    logback.putProperty("fusebox.log.look", "1 milliseconds");
    logback.putProperty("fusebox.log.console.level", "off");
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(logback);
    configurator.doConfigure(CommandLog.class.getResource("/fusebox-logback.xml"));
  }

  @AfterEach
  void stop() {
    logback.stop();
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> f.getFileName().toString())
          .collect(Collectors.toSet());
    }
  }

  @Test
  void thereIsAFileWhenThereIsSomethingToTell() throws IOException {
    logback.getLogger("ai.djl.engine").info("DJL starts");
    logback.getLogger("io.fusebox.x").debug("details");
    assertEquals(Set.of(), files());
    logback.getLogger("io.fusebox.x").info("it happened");
    assertEquals(Set.of("fusebox.log"), files());
    String line = Files.readString(folder.resolve("log/fusebox.log"));
    assertTrue(line.contains("INFO  [") && line.contains("io.fusebox.x - it happened"), line);
    assertFalse(line.contains("DJL"));
  }

  @Test
  void aFullFileMakesRoomAndFourAreKept() throws IOException {
    Path oldest = folder.resolve("log/fusebox.log.4");
    int lines = 0;
    while (Files.notExists(oldest) && lines < 100_000) {
      logback.getLogger("io.fusebox.x").info("line {}", lines++);
    }
    long first = Files.size(oldest);
    assertTrue(first >= 1024, "a file of " + first + " bytes was full");
    for (int i = 0; i < lines; i++) {
      logback.getLogger("io.fusebox.x").info("line {}", lines + i);
    }
    assertEquals(
        Set.of("fusebox.log", "fusebox.log.1", "fusebox.log.2", "fusebox.log.3", "fusebox.log.4"),
        files());
  }
}
