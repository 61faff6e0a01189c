package io.fusebox.runtime.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
  @TempDir Path folder;

  @Test
  void aNewOneIsMade() {
    Workspace workspace = new Workspace(folder.resolve("a/b"));
    workspace.requireWritable();
    assertTrue(Files.isDirectory(workspace.root()));
  }

  @Test
  void oneThatCannotBeMadeIsRefusedBeforeTheWork() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Workspace workspace = new Workspace(file.resolve("below"));
    FuseboxException refused = assertThrows(FuseboxException.class, workspace::requireWritable);
    assertTrue(
        refused
            .getMessage()
            .startsWith("the workspace %s cannot be written: ".formatted(workspace.root())),
        refused.getMessage());
  }
}
