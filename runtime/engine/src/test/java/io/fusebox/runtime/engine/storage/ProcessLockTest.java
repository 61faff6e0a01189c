package io.fusebox.runtime.engine.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("some").resolve("file.lock");
  }

  @Test
  void aSecondHolderIsRefusedUntilTheFirstLetsGo() {
    ProcessLock first = ProcessLock.acquire(file(), holder -> "held by " + holder);
    String message =
        assertThrows(
                FuseboxException.class,
                () -> ProcessLock.acquire(file(), holder -> "held by " + holder))
            .getMessage();
    assertEquals("held by this process", message);
    first.close();
    ProcessLock.acquire(file(), holder -> "held by " + holder).close();
  }

  @Test
  void aLinkLeadsToTheSameLock() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
    try (ProcessLock first = ProcessLock.tryAcquire(folder.resolve("lock")).orElseThrow()) {
      assertTrue(ProcessLock.tryAcquire(link.resolve("lock")).isEmpty(), first::toString);
    }
  }

  /** Also after the holder's own process has tried again: POSIX would free it with that channel. */
  @Test
  void anotherProcessIsToldWhoHoldsIt() throws Exception {
    Process holder = holder();
    String message =
        assertThrows(FuseboxException.class, () -> ProcessLock.acquire(file(), who -> who))
            .getMessage();
    assertEquals("process " + holder.pid(), message);
    holder.destroyForcibly().waitFor();
    ProcessLock.acquire(file(), who -> who).close();
  }

  private Process holder() throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                file().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertEquals('!', process.getInputStream().read());
    return process;
  }

  /** Holds a lock until it is killed, or the test's own process ends. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      Path file = Path.of(arguments[0]);
      ProcessLock lock = ProcessLock.acquire(file, who -> who);
      assertFalse(ProcessLock.tryAcquire(file).isPresent(), lock::toString);
      System.out.print('!');
      System.out.flush();
      System.in.read();
    }
  }
}
