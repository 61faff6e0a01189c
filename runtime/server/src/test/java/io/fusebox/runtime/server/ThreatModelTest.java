package io.fusebox.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Each line of the threat model has a test that there is. */
class ThreatModelTest {
  private static final Pattern TEST = Pattern.compile("`(\\w+)`");

  private static final Set<String> TESTS =
      Stream.of(AccessTest.class, HostileRequestsTest.class, TlsTest.class)
          .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
          .filter(
              method ->
                  method.isAnnotationPresent(Test.class)
                      || method.isAnnotationPresent(ParameterizedTest.class))
          .map(method -> method.getName())
          .collect(Collectors.toSet());

  @Test
  void everyThreatNamesATestThatThereIs() throws IOException {
    List<String> threats =
        Files.readAllLines(Path.of("../../docs/security.md")).stream()
            .filter(line -> line.startsWith("|"))
            .skip(2)
            .toList();
    assertTrue(threats.size() > 10, threats::toString);
    for (String threat : threats) {
      String last = threat.split("\\|")[3];
      String here = last.split("; in ")[0]; // What needs a browser is tested in another module.
      List<String> named = TEST.matcher(here).results().map(r -> r.group(1)).toList();
      assertFalse(named.isEmpty(), threat);
      assertEquals(List.of(), named.stream().filter(n -> !TESTS.contains(n)).toList(), threat);
    }
  }
}
