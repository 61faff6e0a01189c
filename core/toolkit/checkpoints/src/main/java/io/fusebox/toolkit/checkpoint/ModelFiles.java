package io.fusebox.toolkit.checkpoint;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.FileDigests;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a model folder that decide what is computed: weights and configuration, how inputs
 * are prepared, how texts become tokens, how answers are searched. A README, or weights in a format
 * that is not read, decide nothing.
 */
final class ModelFiles {
  private static final String TOKENIZER = "tokenizer.json";

  private static final List<String> BESIDE_WEIGHTS =
      List.of(
          CheckpointFolder.CONFIG,
          "preprocessor_config.json",
          "processor_config.json",
          "video_preprocessor_config.json",
          TOKENIZER,
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.txt",
          "spiece.model",
          "tokenizer.model",
          "sentencepiece.bpe.model",
          "chat_template.jinja",
          "chat_template.json",
          "generation_config.json");

  /** Read only where there is no {@code tokenizer.json}. */
  private static final List<String> INSTEAD_OF_TOKENIZER = List.of("vocab.json", "merges.txt");

  private ModelFiles() {}

  /** The digest of each file that is there, by its name. */
  static Map<String, String> digests(
      Path folder, Collection<Path> weights, FileDigests fileDigests) {
    SortedMap<String, String> digests = new TreeMap<>();
    weights.forEach(file -> digests.put(file.getFileName().toString(), fileDigests.of(file)));
    add(digests, folder, BESIDE_WEIGHTS, fileDigests);
    if (!digests.containsKey(TOKENIZER)) {
      add(digests, folder, INSTEAD_OF_TOKENIZER, fileDigests);
    }
    return Collections.unmodifiableMap(digests);
  }

  private static void add(
      Map<String, String> digests, Path folder, List<String> names, FileDigests fileDigests) {
    for (String name : names) {
      Path file = folder.resolve(name);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        requireReadable(file);
        digests.put(name, fileDigests.of(file));
      }
    }
  }

  /** A broken link must not pass for an absent file: the model's defaults would be taken. */
  private static void requireReadable(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new FuseboxException(
          "%s is %s, expected a file; download it again, or remove it if the model has none"
              .formatted(
                  file, Files.exists(file) ? "no regular file" : "a link to what is not there"));
    }
  }
}
