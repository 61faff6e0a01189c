package io.fusebox.runtime.worlds.scenes;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A folder of generated data, which is there whole or not at all. */
public final class GeneratedFolder {
  private GeneratedFolder() {}

  /** Fills an empty folder. */
  @FunctionalInterface
  public interface FolderContent {
    void write(Path folder) throws IOException;
  }

  /**
   * The folder {@code name} in {@code parent}; it is made if it is not there yet.
   *
   * @param name contains everything that decides the content
   */
  public static Path in(Path parent, String name, FolderContent content) {
    Path folder = parent.resolve(name);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    try {
      Files.createDirectories(parent);
      Path unfinished = Files.createTempDirectory(parent, "unfinished");
      content.write(unfinished);
      return Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new FuseboxException(
          "the generated data cannot be written to %s: %s".formatted(parent, IoErrorMessage.of(e)),
          e);
    }
  }
}
