package io.fusebox.runtime.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Evidence that a file has changed, without reading it; a missing file has one too. Another file
 * that was moved to its place may be of the same size and time: its inode is another.
 */
record FileStamp(long size, long changed, String inode) {
  private static final FileStamp MISSING = new FileStamp(-1, -1, "");

  boolean isMissing() {
    return equals(MISSING);
  }

  /** Whether one of these files has come or changed. */
  static boolean anyNew(List<FileStamp> before, List<FileStamp> now) {
    return now.stream().anyMatch(stamp -> !stamp.isMissing() && !before.contains(stamp));
  }

  static FileStamp of(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(
          now.size(), now.lastModifiedTime().toMillis(), String.valueOf(now.fileKey()));
    } catch (IOException e) {
      return MISSING;
    }
  }
}
