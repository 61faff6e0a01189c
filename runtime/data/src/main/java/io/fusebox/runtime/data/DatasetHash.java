package io.fusebox.runtime.data;

import io.fusebox.api.task.Example;
import io.fusebox.toolkit.files.Sha256;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The identity of data, for training and for measuring: SHA-256 over every example's texts and the
 * bytes of those of its inputs that are read. A folder or a file that moves keeps its hash.
 */
final class DatasetHash {
  private final Set<String> read;
  private final Function<Path, String> inputs;
  private final Sha256 sha = new Sha256();

  private DatasetHash(Set<String> read, Function<Path, String> inputs) {
    this.read = read;
    this.inputs = inputs;
  }

  /**
   * The hash in hexadecimal.
   *
   * @param read the inputs that are looked at
   * @param inputs gives the digest of an input's bytes
   */
  static String of(List<Example> examples, Set<String> read, Function<Path, String> inputs) {
    DatasetHash hash = new DatasetHash(read, inputs);
    examples.forEach(hash::add);
    return hash.sha.hex();
  }

  private void add(Example example) {
    sha.text(example.id());
    sha.text(example.text());
    sha.text(example.target());
    sha.number(example.answers().size());
    for (String answer : example.answers()) {
      sha.text(answer);
    }
    sha.text(example.answerType());
    sha.text(example.questionType());
    for (var input : example.files().entrySet()) {
      if (read.contains(input.getKey())) {
        for (Path file : input.getValue()) {
          sha.text(input.getKey());
          sha.text(inputs.apply(file));
        }
      }
    }
    sha.text(""); // no input's name: the example's end
  }
}
