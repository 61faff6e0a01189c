package io.fusebox.runtime.server.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.AtomicFile;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.JsonFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * How to reach a daemon: an address of this machine, and a token that only its user can read. It
 * lies in the workspace, in a folder that is closed to others.
 */
public record DaemonAddress(String host, int port, String token) {
  private static final long MAX_BYTES = 1 << 16;

  /** The file of a workspace that says it. */
  public static Path file(Path workspace) {
    return workspace.resolve("run").resolve("daemon.json");
  }

  /** Writes it into the workspace, where nobody else can look. */
  public void write(Path workspace) {
    Path file = file(workspace);
    closeToOthers(requireNonNull(file.getParent()));
    JsonNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("host", host)
            .put("port", port)
            .put("token", token);
    AtomicFile.write(file, json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The token is written only where nobody else can look. */
  private static void closeToOthers(Path folder) {
    try {
      Files.createDirectories(folder);
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException e) {
      throw new FuseboxException(
          "the folder %s cannot be made: %s".formatted(folder, IoErrorMessage.of(e)), e);
    }
  }

  /** Reads it from the workspace. */
  public static DaemonAddress read(Path workspace) {
    JsonNode json = JsonFile.readObject(file(workspace), MAX_BYTES);
    return new DaemonAddress(
        json.path("host").asText(), json.path("port").asInt(), json.path("token").asText());
  }
}
