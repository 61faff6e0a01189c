package io.fusebox.plm.t5;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm.Decoded;
import io.fusebox.toolkit.generation.Generator;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T5's numbers against the reference's, of v1.0 and v1.1. */
class T5GoldenTest {
  @ParameterizedTest
  @ValueSource(strings = {"t5-tiny", "t5v11-tiny"})
  void givesTheReferencesStatesLogitsAndLoss(String name) {
    try (T5Case golden = new T5Case(name)) {
      EncoderOutput encoded = golden.t5.encode(golden.input(golden.embedded()));
      golden.assertOutput("encoder_last_hidden_state", encoded.last());
      assertDecoded(golden, encoded, "");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"t5-tiny", "t5v11-tiny"})
  void readsGivenEmbeddings(String name) {
    try (T5Case golden = new T5Case(name)) {
      // The case's given embeddings are the lookups, a tenth smaller.
      NDArray smaller = golden.embedded().mul(golden.manager.create(0.9f));
      golden.assertOutput("inputs_embeds", smaller);
      assertDecoded(golden, golden.t5.encode(golden.input(smaller)), "embeds.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"t5-tiny", "t5v11-tiny"})
  void generatesWhatTheReferenceGenerates(String name) {
    try (T5Case golden = new T5Case(name)) {
      EncoderOutput encoded = golden.t5.encode(golden.input(golden.embedded()));
      GenerationConfig how = golden.t5.generation().withMaxLength(15);
      golden.assertGenerated("gen_greedy", Generator.generate(golden.t5, encoded, how), false);
      golden.assertGenerated(
          "gen_beam4", Generator.generate(golden.t5, encoded, how.withBeams(4)), false);
    }
  }

  private static void assertDecoded(T5Case golden, EncoderOutput encoded, String prefix) {
    NDArray labels = golden.in("labels");
    Decoded decoded = golden.t5.decode(encoded, Labels.shiftRight(labels, 0, 0));
    golden.assertOutput(prefix + "logits", decoded.logits());
    golden.assertOutput(prefix + "loss", Losses.crossEntropy(decoded.logits(), labels));
  }
}
