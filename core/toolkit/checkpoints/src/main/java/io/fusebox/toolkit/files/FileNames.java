package io.fusebox.toolkit.files;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Names of files as text. How Java turns them into bytes is decided by the locale when the JVM
 * starts, and cannot be changed later: without UTF-8, most names cannot be passed to the system.
 */
public final class FileNames {
  private FileNames() {}

  /**
   * The path of a name.
   *
   * @throws FuseboxException when it cannot be a path, and why
   */
  public static Path path(String name) {
    return in(Path.of(""), name);
  }

  /**
   * The path of a name in a folder.
   *
   * @param name relative to the folder, or absolute
   * @throws FuseboxException when it cannot be a path, and why
   */
  public static Path in(Path folder, String name) {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      throw new FuseboxException(
          "'%s' is not a path: %s".formatted(NameSuggestions.shown(name), reason(name, e)), e);
    }
  }

  private static String reason(String name, InvalidPathException e) {
    boolean ascii = name.chars().allMatch(c -> c < 128);
    return ascii || areUnicode()
        ? e.getReason()
        : "Java was started with file names in %s; set LC_ALL to a UTF-8 locale (C.UTF-8) before it starts"
            .formatted(encoding());
  }

  /** The encoding of file names and arguments. */
  public static String encoding() {
    return System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name());
  }

  /** Whether every character can be in a file's name. */
  public static boolean areUnicode() {
    return encoding().equalsIgnoreCase(StandardCharsets.UTF_8.name());
  }
}
