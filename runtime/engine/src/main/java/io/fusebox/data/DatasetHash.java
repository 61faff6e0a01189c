package io.fusebox.data;

import io.fusebox.FuseboxException;
import io.fusebox.files.Inputs;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a trained strategy remembers of its data: SHA-256 over every example's texts and, for every
 * input, its path and size. A folder that moves keeps its hash. The inputs' bytes are not read: a
 * large set of pictures would take minutes, and cached features are keyed by those bytes anyway.
 */
final class DatasetHash {
  private final Path folder;
  private final Map<Path, Long> sizes = new HashMap<>();
  private final DataOutputStream out;

  private DatasetHash(Path folder, OutputStream out) {
    this.folder = folder;
    this.out = new DataOutputStream(out);
  }

  /** The hash in hexadecimal. */
  static String of(Path folder, List<Example> examples) {
    MessageDigest digest = sha256();
    DatasetHash hash =
        new DatasetHash(folder, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    try {
      for (Example example : examples) {
        hash.write(example);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void write(Example example) throws IOException {
    write(example.id());
    write(example.question());
    write(example.target());
    out.writeInt(example.answers().size());
    for (String answer : example.answers()) {
      write(answer);
    }
    write(example.answerType());
    write(example.questionType());
    out.writeInt(example.inputs().size());
    for (var input : example.inputs().entrySet()) {
      write(input.getKey().id());
      write(portable(input.getValue()));
      out.writeLong(sizes.computeIfAbsent(input.getValue(), DatasetHash::size));
    }
  }

  /** The length first, so that no two lists of texts give the same bytes. */
  private void write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private String portable(Path file) {
    Path path = file.startsWith(folder) ? folder.relativize(file) : file;
    return path.toString().replace('\\', '/');
  }

  private static long size(Path input) {
    return Inputs.files(input).stream().mapToLong(DatasetHash::sizeOfFile).sum();
  }

  private static long sizeOfFile(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new FuseboxException("cannot read " + file + "; is it still there?", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
