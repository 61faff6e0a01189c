package io.fusebox.runtime.server.questions;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.live.QuestionFiles;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folders for the files that requests bring, each of one request. */
public final class InputFolders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InputFolders.class);

  private final Path root;

  /**
   * @param root a folder of its own, which is emptied: a process that was killed leaves files
   */
  public InputFolders(Path root) {
    this.root = root;
    delete(root);
  }

  /** A folder that is deleted when its last use has ended; the first is that of who opened it. */
  public static final class InputFolder implements QuestionFiles, QuestionFiles.Use {
    private final Path path;
    private final AtomicInteger uses = new AtomicInteger(1);
    private final Use first = new FolderUse();

    private InputFolder(Path path) {
      this.path = path;
    }

    public Path path() {
      return path;
    }

    @Override
    public Optional<Use> use() {
      boolean gone = uses.getAndUpdate(n -> n == 0 ? 0 : n + 1) == 0;
      return gone ? Optional.empty() : Optional.of(new FolderUse());
    }

    /** Ends the first use. */
    @Override
    public void close() {
      first.close();
    }

    private final class FolderUse implements Use {
      private final AtomicBoolean ended = new AtomicBoolean();

      @Override
      public void close() {
        if (ended.compareAndSet(false, true) && uses.decrementAndGet() == 0) {
          delete(path);
        }
      }
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

  /** Deletes all of them: no more requests come. */
  @Override
  public void close() {
    delete(root);
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
