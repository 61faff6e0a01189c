package io.fusebox.runtime.data;

import io.fusebox.api.task.Example;
import io.fusebox.toolkit.files.Sha256;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What decides what is learnt from data, or measured on them: SHA-256 over every example's texts
 * and the bytes of those of its inputs that are read. A folder or a file that moves keeps its hash.
 */
final class DatasetHash {
  private final Set<String> read;
  private final Function<Path, String> inputs;
  private final DataOutputStream out;

  private DatasetHash(Set<String> read, Function<Path, String> inputs, OutputStream out) {
    this.read = read;
    this.inputs = inputs;
    this.out = new DataOutputStream(out);
  }

  /**
   * The hash in hexadecimal.
   *
   * @param read the inputs that are looked at
   * @param inputs tells the digest of an input's bytes
   */
  static String of(List<Example> examples, Set<String> read, Function<Path, String> inputs) {
    MessageDigest digest = Sha256.digest();
    DatasetHash hash =
        new DatasetHash(
            read, inputs, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
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
    write(example.text());
    write(example.target());
    out.writeInt(example.answers().size());
    for (String answer : example.answers()) {
      write(answer);
    }
    write(example.answerType());
    write(example.questionType());
    for (var input : example.files().entrySet()) {
      if (read.contains(input.getKey())) {
        for (Path file : input.getValue()) {
          write(input.getKey());
          write(inputs.apply(file));
        }
      }
    }
    write(""); // no input's name: the example's end
  }

  /** The length first, so that no two lists of texts give the same bytes. */
  private void write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
