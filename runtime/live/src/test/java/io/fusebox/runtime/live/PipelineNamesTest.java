package io.fusebox.runtime.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineNamesTest {
  private static final Path YAML = Path.of("a.yaml");
  private static final Path YML = Path.of("a.yml");

  private static final Path OWN = Path.of("own", "a.yaml");

  private final PipelineNames files = new PipelineNames(f -> f.startsWith("own"));

  @Test
  void twoFilesOfOneNameAreRefusedUntilOneHasGone() {
    assertTrue(files.isFirst("a", YAML));
    FuseboxException refused = assertThrows(FuseboxException.class, () -> files.isFirst("a", YML));
    assertEquals("a.yaml and a.yml are both called a; rename one of them", refused.getMessage());
    assertEquals(Optional.of(YML), files.without("a", YAML));
    assertTrue(files.isFirst("a", YML));
    assertEquals(Optional.empty(), files.without("a", YML));
  }

  @Test
  void aFileOfTheWorkspaceComesBeforeAShippedOneInWhateverOrderTheyCome() {
    assertTrue(files.isFirst("a", YAML));
    assertTrue(files.isFirst("a", OWN));
    assertFalse(files.isFirst("a", YAML));
    assertEquals(Optional.of(YAML), files.without("a", OWN));
    assertTrue(files.isFirst("a", YAML));
    assertTrue(files.isFirst("a", OWN));
    assertEquals(Optional.of(OWN), files.without("a", YAML));
  }
}
