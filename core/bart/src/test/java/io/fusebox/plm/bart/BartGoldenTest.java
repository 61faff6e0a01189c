package io.fusebox.plm.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.Plm.Decoded;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BART's numbers against the reference's. */
class BartGoldenTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.safetensors",
        "model_names_BartModel.safetensors",
        "model_names_bart_large_cnn.safetensors"
      })
  void readsTheSameModelUnderAllItsNames(String weights) {
    try (BartCase golden = new BartCase("bart-tiny", weights)) {
      EncoderOutput encoded = golden.bart.encode(golden.text("input_ids", "attention_mask"));
      golden.assertOutput("encoder_last_hidden_state", encoded.last());
    }
  }

  @Test
  void givesTheReferencesStatesLogitsAndLoss() {
    try (BartCase golden = new BartCase("bart-tiny")) {
      EncoderOutput encoded = golden.bart.encode(golden.text("input_ids", "attention_mask"));
      for (int i = 0; i < 3; i++) {
        golden.assertOutput("encoder_hidden_states." + i, encoded.hiddenStates().get(i));
      }
      NDArray labels = golden.in("labels");
      NDArray ids = Labels.shiftRight(labels, 2, 1);
      assertArrayEquals(golden.out("decoder_input_ids").toLongArray(), ids.toLongArray());
      Decoded decoded = golden.bart.decode(encoded, ids);
      for (int i = 0; i < 3; i++) {
        golden.assertOutput("decoder_hidden_states." + i, decoded.hiddenStates().get(i));
      }
      golden.assertOutput("logits", decoded.logits());
      golden.assertOutput("loss", Losses.crossEntropy(decoded.logits(), labels));
      Decoded masked = golden.bart.decode(encoded, ids, ids.neq(1));
      golden.assertOutput("logits_decoder_mask", masked.logits());
    }
  }

  @Test
  void attendsToPadsWhenEveryPositionIsAllowed() {
    try (BartCase golden = new BartCase("bart-tiny")) {
      NDArray ids = golden.in("input_ids");
      Segment text = Segment.unpadded(Segment.TEXT, golden.bart.embed(ids));
      EncoderOutput encoded = golden.bart.encode(PlmInput.join(Segments.of(text)));
      NDArray labels = golden.in("labels");
      Decoded decoded = golden.bart.decode(encoded, Labels.shiftRight(labels, 2, 1));
      golden.assertOutput("loss_no_mask_full", Losses.crossEntropy(decoded.logits(), labels));
    }
  }
}
