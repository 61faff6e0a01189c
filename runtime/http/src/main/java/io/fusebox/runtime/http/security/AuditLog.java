package io.fusebox.runtime.http.security;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * Records every change and who made it, one JSON object a line, in {@code audit/YEAR-MONTH.jsonl}
 * of the workspace; each is on the disk before its request is answered. Thread-safe.
 */
public final class AuditLog {
  private static final int MONTH = "2026-01".length();

  private final Path folder;

  public AuditLog(Path workspace) {
    this.folder = workspace.resolve("audit");
  }

  /**
   * One thing that was done, or refused.
   *
   * @param request the request's id
   * @param action the method and the path
   * @param asked what was asked for
   * @param status the status of the response
   * @param reason why it was refused; empty when it was done
   */
  public record Entry(
      String request, Principal by, String action, Asked asked, int status, String reason) {}

  /**
   * What a request asked for.
   *
   * @param name what it calls the thing that it sends; empty when it does not
   * @param body what it sent, as far as it is short text
   * @param sha256 of all that it sent; empty when that was not read to its end
   */
  public record Asked(String name, String body, String sha256) {}

  /** Appends an entry. */
  public synchronized void append(Entry entry) {
    String now = Instant.now().toString();
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("time", now)
        .put("request", entry.request)
        .put("by", entry.by.name())
        .put("role", entry.by.role().id())
        .put("action", entry.action)
        .put("name", entry.asked.name)
        .put("body", entry.asked.body)
        .put("sha256", entry.asked.sha256)
        .put("status", entry.status)
        .put("reason", entry.reason);
    append(folder.resolve(now.substring(0, MONTH) + ".jsonl"), line + "\n");
  }

  private void append(Path file, String line) {
    try {
      Files.createDirectories(folder);
      try (FileChannel out =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
