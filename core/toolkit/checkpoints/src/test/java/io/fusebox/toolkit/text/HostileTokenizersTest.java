package io.fusebox.toolkit.text;

import io.fusebox.fixtures.Fixtures;
import io.fusebox.fixtures.HostileInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTokenizersTest {
  private static final Path BART = Fixtures.folder("golden/tokenizer");
  private static final List<String> FILES =
      List.of("vocab.json", "merges.txt", "tokenizer_config.json");

  @TempDir Path folder;

  @Test
  void tokenizersOfOneFileAreReadOrRefused() throws IOException {
    byte[] good =
        VocabularyFiles.toTokenizerJson(BART, SpecialTokens.read(BART))
            .toString()
            .getBytes("UTF-8");
    HostileInputs.ofText("tokenizer.json", List.of(good))
        .tryAll(
            300,
            file -> {
              Files.write(folder.resolve("tokenizer.json"), file);
              use();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama2", "smollm", "qwen2"})
  void tokenizersOfDecoderOnlyPlmsAreReadOrRefused(String family) throws IOException {
    Path good = Fixtures.folder("golden/tokenizer-" + family).resolve("tokenizer.json");
    HostileInputs.ofText("tokenizer.json", List.of(Files.readAllBytes(good)))
        .tryAll(
            120,
            file -> {
              Files.write(folder.resolve("tokenizer.json"), file);
              use();
            });
  }

  @Test
  void tokenizersOfSeveralFilesAreReadOrRefused() throws IOException {
    for (String name : FILES) {
      for (String each : FILES) {
        Files.write(folder.resolve(each), Files.readAllBytes(BART.resolve(each)));
      }
      HostileInputs.ofText(name, List.of(Files.readAllBytes(BART.resolve(name))))
          .tryAll(
              120,
              file -> {
                Files.write(folder.resolve(name), file);
                use();
              });
    }
  }

  private void use() {
    FolderTokenizer tokenizer = FolderTokenizer.open(folder);
    tokenizer.decode(tokenizer.encode("What is it?", "A caf\u00e9."));
  }
}
