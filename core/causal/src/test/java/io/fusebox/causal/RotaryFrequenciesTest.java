package io.fusebox.causal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** Frequencies of stretched models, against numbers computed in float32 outside of Fusebox. */
class RotaryFrequenciesTest {
  private static final double RELATIVE = 1e-6;

  @Test
  void yarnSlowsDownPairsThatTurnSeldom() throws Exception {
    RotaryFrequencies yarn =
        read(
            """
            {"rope_theta": 10000, "rope_scaling": {"type": "yarn", "factor": 4,
             "original_max_position_embeddings": 2048}}""");
    assertClose(
        yarn.inverse(),
        1,
        0.31622776,
        0.1,
        0.025693506,
        0.0062499996,
        0.0013834966,
        0.00025000001,
        7.9056947e-05);
    assertEquals(1.1386294, yarn.amplitude(), 1e-6);
  }

  @Test
  void yarnTakesAllThatTheReferenceTakes() throws Exception {
    RotaryFrequencies yarn =
        read(
            """
            {"rope_parameters": {"rope_type": "yarn", "rope_theta": 1e6, "factor": 4,
             "original_max_position_embeddings": 32768, "beta_fast": 16, "beta_slow": 2,
             "truncate": false, "mscale": 0.707, "mscale_all_dim": 1.3}}""");
    assertClose(
        yarn.inverse(),
        1,
        0.17782794,
        0.031622779,
        0.0056234132,
        0.00059567997,
        4.4456985e-05,
        7.9056936e-06,
        1.4058534e-06);
    assertEquals(0.93034572, yarn.amplitude(), 1e-6);
  }

  @Test
  void yarnTakesWhatIsLeftOutFromThePositions() throws Exception {
    RotaryFrequencies yarn =
        read(
            """
            {"rope_scaling": {"rope_type": "yarn"}, "original_max_position_embeddings": 2048}""");
    assertEquals(0.00025, yarn.inverse()[6], 1e-9, "8192 / 2048 times as slow");
    assertEquals(
        0.5f,
        read("{\"rope_scaling\": {\"rope_type\": \"yarn\", \"attention_factor\": 0.5}}")
            .amplitude());
  }

  @Test
  void dynamicIsUnscaled() throws Exception {
    RotaryFrequencies dynamic =
        read("{\"rope_scaling\": {\"rope_type\": \"dynamic\", \"factor\": 4}}");
    assertArrayEquals(read("{}").inverse(), dynamic.inverse());
    assertEquals(1, dynamic.amplitude());
  }

  private static RotaryFrequencies read(String json) throws Exception {
    return RotaryFrequencies.of(
        RotaryScaling.read(new ObjectMapper().readTree(json), 10_000, 8192), 16);
  }

  private static void assertClose(float[] found, double... expected) {
    assertEquals(expected.length, found.length);
    for (int i = 0; i < found.length; i++) {
      assertEquals(expected[i], found[i], RELATIVE * expected[i], "pair " + i);
    }
  }
}
