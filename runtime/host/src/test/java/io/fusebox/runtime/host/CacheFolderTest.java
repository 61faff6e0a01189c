package io.fusebox.runtime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder below a file can be made by nobody, root included. */
class CacheFolderTest {
  @TempDir Path folder;
  private Path home;
  private Path workspace;
  private Path impossible;

  @BeforeEach
  void folders() throws IOException {
    home = folder.resolve("home");
    workspace = folder.resolve("workspace");
    impossible = Files.writeString(folder.resolve("file"), "").resolve("below");
  }

  private CacheFolder choose(Map<String, String> environment) {
    return CacheFolder.choose(environment, "?", workspace);
  }

  @Test
  void whatTheVariableNamesComesFirst() {
    Path named = folder.resolve("named");
    CacheFolder cache =
        choose(
            Map.of(
                CacheFolder.VARIABLE,
                named.toString(),
                "XDG_CACHE_HOME",
                folder.resolve("xdg").toString(),
                "HOME",
                home.toString()));
    assertEquals(new CacheFolder(named, CacheFolder.VARIABLE, true, true), cache);
    assertTrue(Files.isDirectory(named));
    assertFalse(Files.exists(home));
  }

  @Test
  void aNamedFolderThatCannotBeWrittenIsRefusedAndNotReplaced() {
    FuseboxException refused =
        assertThrows(
            FuseboxException.class,
            () -> choose(Map.of(CacheFolder.VARIABLE, impossible.toString())));
    assertTrue(refused.getMessage().startsWith("FUSEBOX_CACHE names " + impossible));
  }

  @Test
  void theUsersCacheFolderComesBeforeTheHome() {
    Path xdg = folder.resolve("xdg");
    Map<String, String> environment =
        Map.of("XDG_CACHE_HOME", xdg.toString(), "HOME", home.toString());
    assertEquals(xdg.resolve("fusebox"), choose(environment).path());
    assertEquals(home.resolve(".cache/fusebox"), choose(Map.of("HOME", home.toString())).path());
  }

  @Test
  void withoutTheVariableHomeItIsTheHomeThatJavaKnows() {
    assertEquals(
        home.resolve(".cache/fusebox"),
        CacheFolder.choose(Map.of(), home.toString(), workspace).path());
  }

  @Test
  void aUserWithoutANameAndAHomeHasItInTheWorkspace() {
    assertEquals(workspace.resolve("cache"), choose(Map.of()).path());
    assertEquals(workspace.resolve("cache"), choose(Map.of("HOME", "")).path());
    assertEquals(workspace.resolve("cache"), choose(Map.of("HOME", "relative")).path());
    assertFalse(Files.exists(Path.of("?")));
  }

  @Test
  void aHomeThatCannotBeWrittenIsPassedOver() {
    assertEquals(
        workspace.resolve("cache"),
        CacheFolder.choose(Map.of("HOME", impossible.toString()), impossible.toString(), workspace)
            .path());
  }

  @Test
  void whereNothingCanBeWrittenItGoesWithTheJvm() {
    CacheFolder cache = CacheFolder.choose(Map.of("HOME", impossible.toString()), "?", impossible);
    assertFalse(cache.isPersistent());
    assertTrue(Files.isDirectory(cache.path()));
  }
}
