package io.fusebox.runtime.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fusebox.api.FuseboxException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamesakesTest {
  private static final Path YAML = Path.of("a.yaml");
  private static final Path YML = Path.of("a.yml");

  @Test
  void twoFilesOfOneNameAreRefusedUntilOneHasGone() {
    Namesakes files = new Namesakes();
    files.requireOwnName("a", YAML);
    FuseboxException refused =
        assertThrows(FuseboxException.class, () -> files.requireOwnName("a", YML));
    assertEquals("a.yaml and a.yml are both called a; rename one of them", refused.getMessage());
    assertEquals(Optional.of(YML), files.without("a", YAML));
    files.requireOwnName("a", YML);
    assertEquals(Optional.empty(), files.without("a", YML));
  }
}
