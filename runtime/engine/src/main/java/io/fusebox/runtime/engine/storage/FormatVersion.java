package io.fusebox.runtime.engine.storage;

import io.fusebox.api.FuseboxException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The format of a file that lasts, as a number in it: a later Fusebox may read what an earlier one
 * wrote, never the other way round.
 */
public final class FormatVersion {
  /** The key in the metadata of safetensors files. */
  public static final String KEY = "fusebox.format";

  /** The version that this Fusebox writes. */
  public static final int NOW = 1;

  /** Files of Fusebox 0.1 have no number. */
  public static final int NONE = 0;

  private FormatVersion() {}

  /** The format of a file with these metadata, as {@link #of(Path, String)}. */
  public static int of(Path file, Map<String, String> metadata) {
    return of(file, metadata.getOrDefault(KEY, ""));
  }

  /**
   * A file's format.
   *
   * @param found what the file says; empty = nothing
   * @throws FuseboxException when a later Fusebox wrote it, or it is not a number
   */
  public static int of(Path file, String found) {
    if (found.isEmpty()) {
      return NONE;
    } else if (!found.matches("[1-9][0-9]{0,8}")) {
      throw new FuseboxException(
          "%s says that its format is '%s', expected a number; restore it or make it again"
              .formatted(file, found.length() > 20 ? found.substring(0, 20) + "..." : found));
    }
    int format = Integer.parseInt(found);
    if (format > NOW) {
      throw new FuseboxException(
          ("%s was written by a later Fusebox: its format is %d, this one reads formats up to %d."
                  + " Use the later Fusebox, or another workspace")
              .formatted(file, format, NOW));
    }
    return format;
  }

  /** This Fusebox's format, as metadata. */
  public static Map<String, String> metadata() {
    return Map.of(KEY, Integer.toString(NOW));
  }
}
