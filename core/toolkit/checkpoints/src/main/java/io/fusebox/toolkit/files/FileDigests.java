package io.fusebox.toolkit.files;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The SHA-256 of files, each read once for as long as it stays what it is. Two files that change
 * places keep their sizes and times of modification, so the file itself (its inode) and the time of
 * its last change of any kind are looked at too, where the file system reports them. Thread-safe.
 */
public final class FileDigests {
  /** Beyond so many, those that were not asked for longest are forgotten and read again. */
  private static final int MOST = 500_000;

  /** No file system that is in use records times more coarsely. */
  private static final Duration COARSEST = Duration.ofSeconds(2);

  private record FileVersion(Object file, long size, FileTime modified, FileTime changed) {}

  private record CachedDigest(FileVersion version, String digest) {}

  private final Map<Path, CachedDigest> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, CachedDigest> eldest) {
          return size() > MOST;
        }
      };

  /**
   * The digest of a file's bytes, in hexadecimal.
   *
   * @throws FuseboxException when it cannot be read
   */
  public String of(Path file) {
    try {
      FileVersion now = version(file);
      synchronized (known) {
        CachedDigest before = known.get(file);
        if (before != null && before.version.equals(now)) {
          return before.digest;
        }
      }
      return read(file, now);
    } catch (IOException e) {
      throw new FuseboxException(
          "there is no readable file %s (%s); check the path".formatted(file, IoErrorMessage.of(e)),
          e);
    }
  }

  /**
   * A file that changed just now may change again within the same time: it is not remembered yet.
   */
  private String read(Path file, FileVersion now) throws IOException {
    Instant begin = Instant.now();
    String digest = sha256(file);
    if (now.changed.toInstant().plus(COARSEST).isBefore(begin) && version(file).equals(now)) {
      synchronized (known) {
        known.put(file, new CachedDigest(now, digest));
      }
    }
    return digest;
  }

  private static FileVersion version(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Map<String, Object> now =
          Files.readAttributes(file, "unix:fileKey,size,lastModifiedTime,ctime");
      return new FileVersion(
          requireNonNull(now.get("fileKey")),
          (long) requireNonNull(now.get("size")),
          (FileTime) requireNonNull(now.get("lastModifiedTime")),
          (FileTime) requireNonNull(now.get("ctime")));
    }
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileVersion(
        now.fileKey(), now.size(), now.lastModifiedTime(), now.lastModifiedTime());
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new Sha256().bytes(in).hex();
    }
  }
}
