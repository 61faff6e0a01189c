package io.fusebox.runtime.pretrain.bpe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fusebox.toolkit.files.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A byte-level BPE vocabulary as RoBERTa and BART have it.
 *
 * @param ids every token's id, in the order of the ids
 * @param merges pairs of symbols with a space between, the most frequent first
 */
public record BpeVocabulary(Map<String, Integer> ids, List<String> merges) {
  private static final Map<String, Object> TOKENIZER =
      Map.of("tokenizer_class", "BartTokenizer", "add_prefix_space", false);

  /** Writes {@code vocab.json}, {@code merges.txt} and {@code tokenizer_config.json}. */
  public void write(Path folder) {
    AtomicFile.write(folder.resolve("vocab.json"), json(ids));
    String lines = "#version: 0.2\n" + String.join("\n", merges) + "\n";
    AtomicFile.write(folder.resolve("merges.txt"), lines.getBytes(StandardCharsets.UTF_8));
    AtomicFile.write(folder.resolve("tokenizer_config.json"), json(TOKENIZER));
  }

  private static byte[] json(Object value) {
    try {
      return JsonMapper.builder().build().writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of plain values became no JSON", e);
    }
  }
}
