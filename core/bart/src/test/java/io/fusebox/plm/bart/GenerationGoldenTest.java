package io.fusebox.plm.bart;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.Encoded;
import io.fusebox.api.plm.EncoderSession;
import io.fusebox.api.plm.Generation;
import io.fusebox.toolkit.generation.Generated;
import io.fusebox.toolkit.generation.Generator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Generated ids and scores against the reference's. */
class GenerationGoldenTest {

  @Test
  void generatesFromTextWhatTheReferenceGenerates() {
    try (Golden golden = new Golden("bart-tiny")) {
      assertVariants(golden, golden.text("input_ids", "attention_mask"), "gen_");
    }
  }

  @Test
  void generatesFromGivenEmbeddings() {
    try (Golden golden = new Golden("bart-tiny-embeds")) {
      assertVariants(golden, golden.fused(golden.in("prompt")), "gen_");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MASKED", "BLIND"})
  void generatesFromABlindPrompt(Golden.Sight sight) {
    try (Golden golden = new Golden("bart-tiny-embeds")) {
      assertVariants(golden, golden.fused(golden.in("prompt"), sight), "blind_gen_");
    }
  }

  @Test
  void generatesFromABlindPromptThatIsKept() {
    try (Golden golden = new Golden("bart-tiny-embeds");
        EncoderSession session = golden.bart.openEncoder(golden.manager)) {
      PlmInput input = golden.fused(golden.in("prompt"), Golden.Sight.BLIND);
      assertVariants(golden, session.encode(input), "blind_gen_");
      assertVariants(golden, session.encode(input), "blind_gen_");
    }
  }

  @Test
  void takesTheCheckpointsOwnOptions() {
    try (Golden golden = new Golden("bart-tiny-scaled")) {
      Encoded text = golden.bart.encode(golden.text("input_ids", "attention_mask"));
      Encoded fused = golden.bart.encode(golden.fused(golden.in("prompt")));
      Generation own = golden.bart.generation();
      golden.assertGenerated(
          "gen_config_defaults", Generator.generate(golden.bart, text, own), false);
      golden.assertGenerated(
          "gen_config_defaults_embeds", Generator.generate(golden.bart, fused, own), false);
    }
  }

  private static void assertVariants(Golden golden, PlmInput input, String prefix) {
    assertVariants(golden, golden.bart.encode(input), prefix);
  }

  private static void assertVariants(Golden golden, Encoded encoded, String prefix) {
    for (Map.Entry<String, JsonNode> variant :
        golden.meta().get("generate_variants").properties()) {
      Generation how = Generation.from(variant.getValue(), golden.bart.generation());
      Generated found = Generator.generate(golden.bart, encoded, how);
      golden.assertGenerated(prefix + variant.getKey(), found, how.beams() > 1);
    }
  }
}
