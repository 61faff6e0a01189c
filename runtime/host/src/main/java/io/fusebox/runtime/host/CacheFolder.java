package io.fusebox.runtime.host;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.TemporaryFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one folder outside the workspace that Fusebox writes to: native libraries are unpacked there,
 * and what a machine was found to be like is kept. It may be deleted whenever no Fusebox runs.
 *
 * <p>It is what {@value #VARIABLE} names, else {@code fusebox} in the user's own cache folder, else
 * {@code cache} in the workspace, else a temporary folder that goes with the JVM: the first of them
 * that can be written.
 *
 * @param path where it is, absolute
 * @param chosenBy what named it, in words
 * @param writable false for a folder that was filled before and is only read now
 * @param isPersistent false for one that goes with the JVM
 */
public record CacheFolder(Path path, String chosenBy, boolean writable, boolean isPersistent) {
  /** The environment variable that names the folder. */
  public static final String VARIABLE = "FUSEBOX_CACHE";

  private static final String NAME = "fusebox";

  /**
   * Chooses the folder, and makes it.
   *
   * @param environment the environment's variables
   * @param userHome Java's idea of the user's home; of a user without a name it is {@code ?}
   * @param workspace where work is kept
   * @throws FuseboxException when the environment names a folder that is of no use, or when no
   *     folder can be written at all
   */
  public static CacheFolder choose(
      Map<String, String> environment, String userHome, Path workspace) {
    String named = environment.getOrDefault(VARIABLE, "");
    return named.isEmpty() ? first(environment, userHome, workspace) : named(named, VARIABLE);
  }

  /**
   * The folder that someone named.
   *
   * @param chosenBy where it was named
   * @throws FuseboxException when it is of no use
   */
  static CacheFolder named(String folder, String chosenBy) {
    return usable(Path.of(folder), chosenBy)
        .orElseThrow(
            () ->
                new FuseboxException(
                    "%s names %s, which is not a folder that can be written; make it, name another, or unset it"
                        .formatted(chosenBy, folder)));
  }

  private static CacheFolder first(
      Map<String, String> environment, String userHome, Path workspace) {
    Map<String, Path> candidates = new LinkedHashMap<>();
    absolute(environment.get("XDG_CACHE_HOME"))
        .ifPresent(cache -> candidates.put("XDG_CACHE_HOME", cache.resolve(NAME)));
    absolute(environment.get("HOME")).ifPresent(home -> candidates.put("HOME", below(home)));
    absolute(userHome).ifPresent(home -> candidates.put("the user's home", below(home)));
    candidates.put("the workspace", workspace.resolve("cache"));
    return candidates.entrySet().stream()
        .flatMap(each -> usable(each.getValue(), each.getKey()).stream())
        .findFirst()
        .orElseGet(CacheFolder::temporary);
  }

  private static Path below(Path home) {
    return home.resolve(".cache").resolve(NAME);
  }

  private static Optional<Path> absolute(@Nullable String folder) {
    return Optional.ofNullable(folder)
        .filter(f -> !f.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }

  /** A folder that can be written, or that was filled by someone who could. */
  private static Optional<CacheFolder> usable(Path folder, String chosenBy) {
    Path path = folder.toAbsolutePath().normalize();
    boolean writable = Folders.makeWritable(path);
    return writable || Folders.holdsReadableFolders(path.resolve("pytorch"))
        ? Optional.of(new CacheFolder(path, chosenBy, writable, true))
        : Optional.empty();
  }

  private static CacheFolder temporary() {
    try {
      Path folder = Files.createTempDirectory(TemporaryFile.folder(), "fusebox-cache");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteQuietly(folder)));
      return new CacheFolder(folder, "no folder that lasts can be written", true, false);
    } catch (IOException e) {
      throw new FuseboxException(
          "there is no folder for native libraries: neither the home folder nor the workspace nor"
              + " the temporary folder %s can be written; name one with %s"
                  .formatted(TemporaryFile.folder(), VARIABLE),
          e);
    }
  }

  private static void deleteQuietly(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException | UncheckedIOException e) {
      // The JVM ends; the system clears its temporary folder.
    }
  }
}
