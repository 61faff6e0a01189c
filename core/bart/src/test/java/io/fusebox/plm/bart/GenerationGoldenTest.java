package io.fusebox.plm.bart;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.EncoderSession;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.toolkit.generation.GeneratedSequences;
import io.fusebox.toolkit.generation.GenerationConfigReader;
import io.fusebox.toolkit.generation.Generator;
import java.util.Map;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Generated ids and scores against the reference's. */
class GenerationGoldenTest {

  @Test
  void generatesFromTextWhatTheReferenceGenerates() {
    try (BartCase golden = new BartCase("bart-tiny")) {
      assertVariants(golden, golden.text("input_ids", "attention_mask"), "gen_");
    }
  }

  @Test
  void generatesFromGivenEmbeddings() {
    try (BartCase golden = new BartCase("bart-tiny-embeds")) {
      assertVariants(golden, golden.fused(golden.in("prompt")), "gen_");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MASKED", "BLIND"})
  void generatesFromABlindPrompt(BartCase.Sight sight) {
    try (BartCase golden = new BartCase("bart-tiny-embeds")) {
      assertVariants(golden, golden.fused(golden.in("prompt"), sight), "blind_gen_");
    }
  }

  @Test
  void generatesFromABlindPromptThatIsKept() {
    try (BartCase golden = new BartCase("bart-tiny-embeds");
        EncoderSession session = golden.bart.openEncoder(golden.manager)) {
      PlmInput input = golden.fused(golden.in("prompt"), BartCase.Sight.BLIND);
      assertVariants(golden, session.encode(input), "blind_gen_");
      assertVariants(golden, session.encode(input), "blind_gen_");
    }
  }

  @Test
  void takesTheCheckpointsOwnOptions() {
    try (BartCase golden = new BartCase("bart-tiny-scaled")) {
      EncoderOutput text = golden.bart.encode(golden.text("input_ids", "attention_mask"));
      EncoderOutput fused = golden.bart.encode(golden.fused(golden.in("prompt")));
      GenerationConfig own = golden.bart.generation();
      golden.assertGenerated(
          "gen_config_defaults", Generator.generate(golden.bart, text, own), false);
      golden.assertGenerated(
          "gen_config_defaults_embeds", Generator.generate(golden.bart, fused, own), false);
    }
  }

  @Test
  void endsWhenItsThreadIsInterrupted() {
    try (BartCase golden = new BartCase("bart-tiny")) {
      EncoderOutput text = golden.bart.encode(golden.text("input_ids", "attention_mask"));
      GenerationConfig how = golden.bart.generation();
      LongConsumer interrupts = token -> Thread.currentThread().interrupt();
      FuseboxException cut =
          assertThrows(
              FuseboxException.class, () -> Generator.generate(golden.bart, text, how, interrupts));
      assertTrue(cut.getMessage().contains("cut off"), cut.getMessage());
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  private static void assertVariants(BartCase golden, PlmInput input, String prefix) {
    assertVariants(golden, golden.bart.encode(input), prefix);
  }

  private static void assertVariants(BartCase golden, EncoderOutput encoded, String prefix) {
    for (Map.Entry<String, JsonNode> variant :
        golden.meta().get("generate_variants").properties()) {
      GenerationConfig how =
          GenerationConfigReader.from(variant.getValue(), golden.bart.generation());
      GeneratedSequences found = Generator.generate(golden.bart, encoded, how);
      golden.assertGenerated(prefix + variant.getKey(), found, how.beams() > 1);
    }
  }
}
