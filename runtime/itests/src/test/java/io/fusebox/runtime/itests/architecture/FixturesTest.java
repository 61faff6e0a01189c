package io.fusebox.runtime.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A file that tests of several modules read lies in the testkit, and not in each of them. */
class FixturesTest {
  @Test
  void noFixtureIsACopyOfAnotherModules() throws IOException {
    List<Path> fixtures = Sources.files(FixturesTest::isFixture);
    assertTrue(fixtures.size() > 100, () -> "found only " + fixtures.size());
    List<String> copies = new ArrayList<>();
    for (int i = 0; i < fixtures.size(); i++) {
      for (Path other : fixtures.subList(0, i)) {
        if (isCopy(fixtures.get(i), other)) {
          copies.add(fixtures.get(i) + " = " + other);
        }
      }
    }
    assertEquals(List.of(), copies, "move these into the testkit, see VerificationCase");
  }

  /** Logback finds its file by the name, and in each module for itself. */
  private static boolean isFixture(Path file) {
    return file.toString().contains("/resources/") && !file.endsWith("logback-test.xml");
  }

  private static boolean isCopy(Path one, Path other) throws IOException {
    return !module(one).equals(module(other))
        && Files.size(one) == Files.size(other)
        && Files.mismatch(one, other) < 0;
  }

  private static String module(Path fixture) {
    return fixture.toString().split("/src/")[0];
  }
}
