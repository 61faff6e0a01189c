package io.fusebox.runtime.server.client;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonClientTest {
  @TempDir Path workspace;

  /** As when Fusebox was killed, and another program took its port. */
  @Test
  void aProgramThatAnswersNothingIsNotWaitedFor() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      new DaemonAddress("127.0.0.1", silent.getLocalPort(), "token").write(workspace);
      assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> assertTrue(DaemonClient.find(workspace).isEmpty()));
    }
  }
}
