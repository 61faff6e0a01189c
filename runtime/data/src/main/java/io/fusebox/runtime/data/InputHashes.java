package io.fusebox.runtime.data;

import io.fusebox.toolkit.files.FileDigests;
import io.fusebox.toolkit.files.InputReader;
import io.fusebox.toolkit.files.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The digest of each input's bytes, which are read once for as long as its files do not change:
 * features and data sets are known by it. Of a folder it is that of its files' names and digests.
 */
public final class InputHashes {
  private final FileDigests files = new FileDigests();

  /**
   * An input's digest.
   *
   * @throws io.fusebox.api.FuseboxException when there is no such input, or it cannot be read
   */
  public String of(Path input) {
    List<Path> all = InputReader.files(input);
    if (!Files.isDirectory(input)) {
      return files.of(input);
    }
    StringBuilder names = new StringBuilder();
    all.forEach(f -> names.append(f.getFileName()).append('\n').append(files.of(f)).append('\n'));
    return Sha256.hex(names.toString().getBytes(StandardCharsets.UTF_8));
  }
}
