package io.fusebox.plm.t5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values that a configuration may have. */
class T5ConfigTest {
  @Test
  void takesTheReferencesDefaults() {
    T5Config config = T5Config.read(Configs.empty());
    assertEquals(512, config.width());
    assertEquals(64, config.headWidth());
    assertEquals(8, config.heads());
    assertEquals(32128, config.vocabulary());
    assertEquals(6, config.encoderLayers());
    assertEquals(6, config.decoderLayers());
    assertEquals(new T5Config.FeedForwardSizes(2048, "relu", false), config.feedForward());
    assertEquals(new T5Config.RelativePositions(32, 128), config.distances());
    assertEquals(1e-6, config.eps());
    assertEquals(new T5Output(true, T5Output.Head.TABLE), config.output());
    assertEquals(0, config.decoderStart());
    assertEquals(1, config.eos());
  }

  @Test
  void hasAsManyLayersOnBothSidesUnlessItSaysOtherwise() {
    assertEquals(9, T5Config.read(Configs.empty().put("num_layers", 9)).decoderLayers());
    ObjectNode none = Configs.empty().put("num_layers", 9).putNull("num_decoder_layers");
    assertEquals(9, T5Config.read(none).decoderLayers());
    assertEquals(3, T5Config.read(Configs.odd()).decoderLayers());
  }

  @ParameterizedTest
  @CsvSource({
    "relu, relu, false",
    "gelu, gelu, false",
    "gated-gelu, gelu_new, true",
    "gated-silu, silu, true"
  })
  void readsTheFeedForwardFromItsName(String name, String activation, boolean gated) {
    var found = T5Config.read(Configs.empty().put("feed_forward_proj", name)).feedForward();
    assertEquals(new T5Config.FeedForwardSizes(2048, activation, gated), found);
  }

  @Test
  void believesTheTwoNewerSettingsFirst() {
    ObjectNode json = Configs.empty().put("feed_forward_proj", "gated-gelu");
    json.put("dense_act_fn", "relu").put("is_gated_act", false);
    assertEquals(
        new T5Config.FeedForwardSizes(2048, "relu", false), T5Config.read(json).feedForward());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "d_model | 0 | d_model must be between 1 and 65536, found 0",
        "d_kv | 99999 | d_kv must be between 1 and 65536, found 99999",
        "num_layers | -1 | num_layers must be between 1 and 1024, found -1",
        "num_heads | 1.5 | num_heads must be a whole number, found 1.5",
        "vocab_size | 99999999 | vocab_size must be between 1 and 16777216, found 99999999",
        "eos_token_id | 32128 | eos_token_id must be a token, 0 to 32127, found 32128",
        "relative_attention_num_buckets | 2"
            + "| relative_attention_num_buckets must be between 4 and 65536, found 2",
        "relative_attention_max_distance | 16"
            + "| relative_attention_max_distance must be between 17 and 16777216, found 16",
        "layer_norm_epsilon | 0 | layer_norm_epsilon must be between 0 and 1, found 0.0",
      })
  void refusesSizesThatCannotBe(String name, String value, String message) throws Exception {
    ObjectNode json = Configs.empty();
    json.set(name, new ObjectMapper().readTree(value));
    FuseboxException e = assertThrows(FuseboxException.class, () -> T5Config.read(json));
    assertEquals("config.json: " + message, e.getMessage());
  }

  @Test
  void refusesAnotherFamily() {
    ObjectNode other = Configs.empty().put("model_type", "bart");
    assertThrows(FuseboxException.class, () -> T5Config.read(other));
    ObjectNode encoder = Configs.empty();
    encoder.putArray("architectures").add("T5EncoderModel");
    assertThrows(FuseboxException.class, () -> T5Config.read(encoder));
    T5Output own = new T5Output(false, T5Output.Head.OWN);
    assertEquals(own, T5Config.read(Configs.empty().put("tie_word_embeddings", false)).output());
  }
}
