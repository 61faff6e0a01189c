package io.fusebox.features;

import io.fusebox.FuseboxException;
import io.fusebox.files.Inputs;
import io.fusebox.files.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The digest of each input's bytes, computed once for as long as its files do not change. Of a
 * folder it is that of its files' names and digests.
 */
final class InputHashes {
  private record Version(Path path, long size, FileTime changed) {}

  private final Map<Version, String> known = new ConcurrentHashMap<>();

  String of(Path input) {
    List<Path> files = Inputs.files(input);
    if (!Files.isDirectory(input)) {
      return ofFile(input);
    }
    StringBuilder names = new StringBuilder();
    files.forEach(f -> names.append(f.getFileName()).append('\n').append(ofFile(f)).append('\n'));
    return Sha256.hex(names.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private String ofFile(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return known.computeIfAbsent(
          new Version(file, now.size(), now.lastModifiedTime()), v -> Sha256.ofFile(file));
    } catch (IOException e) {
      throw new FuseboxException(
          "there is no readable file %s (%s); check the data".formatted(file, IoReason.of(e)), e);
    }
  }
}
