package io.fusebox.plm.bart;

import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.Plm.Decoded;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prompts before features before text: forward and the prompt's gradient. */
class FusedGoldenTest {

  @Test
  void readsGivenEmbeddings() {
    try (BartCase golden = new BartCase("bart-tiny-embeds")) {
      EncoderOutput encoded = golden.bart.encode(golden.fused(golden.in("prompt")));
      for (int i = 0; i < 3; i++) {
        golden.assertOutput("encoder_hidden_states." + i, encoded.hiddenStates().get(i));
      }
      assertDecoded(golden, encoded, "labels", "");
    }
  }

  @Test
  void scalesLookupsAndNeverGivenEmbeddings() {
    try (BartCase golden = new BartCase("bart-tiny-scaled")) {
      EncoderOutput text = golden.bart.encode(golden.text("input_ids", "attention_mask"));
      golden.assertOutput("encoder_last_hidden_state", text.last());
      assertDecoded(golden, text, "labels", "");
      EncoderOutput fused = golden.bart.encode(golden.fused(golden.in("prompt")));
      assertDecoded(golden, fused, "embeds_labels", "embeds.");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "promptfuse., CONTINUOUS, SEEING",
    "authors.promptfuse., SEGMENT, SEEING",
    "blind., CONTINUOUS, BLIND",
    "blind., CONTINUOUS, MASKED",
    "authors.blind., SEGMENT, BLIND",
    "authors.blind., SEGMENT, MASKED"
  })
  void givesThePromptItsGradient(
      String output, PlmInput.Positions positions, BartCase.Sight sight) {
    try (BartCase golden = new BartCase("promptfuse")) {
      NDArray prompt = golden.in("prompt");
      prompt.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        PlmInput input = golden.fused(prompt, sight).withPositions(positions);
        EncoderOutput encoded = golden.bart.encode(input);
        if (positions == PlmInput.Positions.SEGMENT) {
          golden.assertOutput(output + "first_hidden", encoded.hiddenStates().get(0));
        }
        golden.assertOutput(output + "encoder_last_hidden_state", encoded.last());
        NDArray labels = golden.in("labels");
        Decoded decoded = golden.bart.decode(encoded, Labels.shiftRight(labels, 2, 1));
        NDArray loss = Losses.crossEntropy(decoded.logits(), labels);
        golden.assertOutput(output + "loss", loss);
        collector.backward(loss);
      }
      golden.assertOutput(output + "prompt_grad", prompt.getGradient());
      golden.bart.parameters().forEach((name, t) -> assertFalse(t.hasGradient(), name));
    }
  }

  private static void assertDecoded(
      BartCase golden, EncoderOutput encoded, String labels, String prefix) {
    NDArray ids = Labels.shiftRight(golden.in(labels), 2, 1);
    Decoded decoded = golden.bart.decode(encoded, ids);
    golden.assertOutput(prefix + "logits", decoded.logits());
    NDArray loss = Losses.crossEntropy(decoded.logits(), golden.in(labels));
    golden.assertOutput(prefix + "loss", loss);
  }
}
