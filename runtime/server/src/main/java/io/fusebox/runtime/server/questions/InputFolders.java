package io.fusebox.runtime.server.questions;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folders for the files that requests bring, each of one request. */
public final class InputFolders {
  private static final Logger LOG = LoggerFactory.getLogger(InputFolders.class);

  private final Path root;

  /**
   * @param root a folder of its own, which is emptied: a process that was killed leaves files
   */
  public InputFolders(Path root) {
    this.root = root;
    delete(root);
  }

  /** A folder that is deleted when it is closed. */
  public record InputFolder(Path path) implements AutoCloseable {
    @Override
    public void close() {
      delete(path);
    }
  }

  /** Makes a folder; the caller closes it. */
  public InputFolder open() {
    try {
      return new InputFolder(Files.createDirectories(root.resolve(UUID.randomUUID().toString())));
    } catch (IOException e) {
      throw new FuseboxException(
          "what a request brings cannot be kept in %s: %s".formatted(root, IoErrorMessage.of(e)),
          e);
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} is left behind: {}", folder, e.toString());
    }
  }
}
