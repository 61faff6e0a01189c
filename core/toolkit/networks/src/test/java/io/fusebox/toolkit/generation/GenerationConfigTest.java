package io.fusebox.toolkit.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.GenerationConfig.EarlyStopping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading the reference's generation options. */
class GenerationConfigTest {
  private static final GenerationConfig BASE =
      GenerationConfig.greedy(30).withForcedEos(2).withForcedBos(0);

  @Test
  void keepsWhatIsNotSaid() {
    assertEquals(BASE, read("{}"));
    assertEquals(BASE, read("{\"max_length\": null, \"num_beams\": null}"));
  }

  @Test
  void readsEveryOption() {
    assertEquals(
        new GenerationConfig(9, 4, 5, 0.6, EarlyStopping.NEVER, 3, -1, 7, 2),
        read(
            """
            {"max_length": 9, "min_length": 4, "num_beams": 5, "length_penalty": 0.6,
             "early_stopping": "never", "no_repeat_ngram_size": 3, "forced_bos_token_id": null,
             "forced_eos_token_id": [7], "num_return_sequences": 2}"""));
    assertEquals(EarlyStopping.TRUE, read("{\"early_stopping\": true}").earlyStopping());
  }

  @Test
  void countsNewTokensBehindTheStartToken() {
    GenerationConfig how =
        read("{\"max_length\": 50, \"max_new_tokens\": 6, \"min_new_tokens\": 2}");
    assertEquals(7, how.maxLength());
    assertEquals(3, how.minLength());
    assertEquals(BASE.withMaxLength(7), BASE.withMaxNewTokens(6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"max_length\": 1}",
        "{\"num_beams\": 0}",
        "{\"num_beams\": 2.5}",
        "{\"num_return_sequences\": 2}",
        "{\"early_stopping\": \"soon\"}",
        "{\"early_stopping\": {}}",
        "{\"max_new_tokens\": 2147483647}",
        "{\"min_new_tokens\": 2147483647}",
        "{\"min_new_tokens\": -1}",
        "{\"forced_eos_token_id\": [1, 2]}",
        "{\"forced_eos_token_id\": -5}",
        "{\"forced_bos_token_id\": 18446744073709551618}",
        "{\"no_repeat_ngram_size\": -1}"
      })
  void refusesWhatCannotBe(String options) {
    assertThrows(FuseboxException.class, () -> read(options));
  }

  @Test
  void returnsNoMoreThanThereAreBeams() {
    GenerationConfig wide = BASE.withBeams(4).withNumReturnSequences(3);
    assertEquals(2, wide.withBeams(2).numReturnSequences());
    assertThrows(FuseboxException.class, () -> BASE.withNumReturnSequences(2));
  }

  @Test
  void findsTheFileOfAModelFolder(@TempDir Path folder) throws IOException {
    assertTrue(GenerationConfigReader.file(folder).isEmpty());
    Path file = folder.resolve("generation_config.json");
    Files.writeString(file, "{\"num_beams\": 4}");
    assertEquals(
        GenerationConfig.DEFAULTS.withBeams(4), GenerationConfigReader.file(folder).orElseThrow());
    Files.writeString(file, "[4]");
    assertThrows(FuseboxException.class, () -> GenerationConfigReader.file(folder));
  }

  private static GenerationConfig read(String options) {
    try {
      JsonNode json = new ObjectMapper().readTree(options);
      return GenerationConfigReader.from(json, BASE);
    } catch (IOException e) {
      throw new IllegalArgumentException(options, e);
    }
  }
}
