package io.fusebox.features;

import io.fusebox.FuseboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The digest of each input's bytes, computed once for as long as the file does not change. */
final class InputHashes {
  private record Version(Path path, long size, FileTime changed) {}

  private final Map<Version, String> known = new ConcurrentHashMap<>();

  String of(Path input) {
    try {
      BasicFileAttributes now = Files.readAttributes(input, BasicFileAttributes.class);
      return known.computeIfAbsent(
          new Version(input, now.size(), now.lastModifiedTime()),
          v -> Sha256.hex(InputFiles.read(input)));
    } catch (IOException e) {
      throw new FuseboxException("there is no readable file " + input + "; check the data", e);
    }
  }
}
