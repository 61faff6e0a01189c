package io.fusebox.runtime.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.tensor.Autograd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecisionTest {
  /** Eight bits of precision, over the tiny PLM's layers. */
  private static final double CLOSE = 0.05;

  @TempDir Path folder;
  private TinyHome home;

  @BeforeEach
  void start() {
    home = TinyHome.in(folder);
  }

  private Pipeline assembled(String lines) throws IOException {
    Files.writeString(folder.resolve("tiny.yaml"), "strategy: prompting\n" + lines);
    return home.assemble();
  }

  @Test
  void aPlmInBfloat16IsCloseAndItsGradientsReachWhatItReads() throws IOException {
    try (Pipeline wide = assembled("plm: bart");
        Pipeline narrow = assembled("plm: bart\nprecision: bfloat16");
        NDManager manager = NDManager.newBaseManager()) {
      NDArray words = wide.plm().embed(manager.create(new long[][] {{5, 9, 14, 3}})).duplicate();
      float[][] expected = numbers(wide.plm(), words);
      float[][] found = numbers(narrow.plm(), words);
      assertTrue(distance(expected[0], found[0]) < CLOSE, "logits");
      assertTrue(distance(expected[1], found[1]) < 2 * CLOSE, "gradients");
      assertNotEquals(0, distance(expected[0], found[0]));
    }
  }

  private static float[][] numbers(Plm plm, NDArray words) {
    return Autograd.with(
        () -> {
          words.setRequiresGradient(true);
          PlmInput input = PlmInput.join(Segments.of(Segment.unpadded(Segment.TEXT, words)));
          NDArray ids = words.getManager().create(new long[][] {{2, 7}});
          NDArray logits = plm.decode(plm.encode(input), ids).logits();
          Autograd.backward(logits.mul(logits).sum());
          float[][] both = {logits.toFloatArray(), Autograd.gradient(words)};
          Autograd.freeze(words);
          return both;
        });
  }

  private static double distance(float[] expected, float[] found) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow(expected[i] - found[i], 2);
      size += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / size);
  }

  @Test
  void precisionIsPartOfWhatAPlmIsUnlessItIsFloat32() throws IOException {
    Function<Pipeline, Map<String, String>> settings = p -> p.plmIdentity().settings();
    try (Pipeline usual = assembled("plm: bart");
        Pipeline wide = assembled("plm: {model: bart, precision: float32}");
        Pipeline narrow = assembled("plm: {model: bart, precision: bfloat16}")) {
      assertEquals(settings.apply(usual), settings.apply(wide));
      assertFalse(settings.apply(usual).containsKey("precision"));
      assertEquals("bfloat16", settings.apply(narrow).get("precision"));
    }
  }

  @Test
  void anUnknownPrecisionIsRefusedWithTheKnownOnes() {
    FuseboxException refused =
        assertThrows(FuseboxException.class, () -> assembled("plm: bart\nprecision: int8"));
    assertTrue(refused.getMessage().contains("bfloat16"), refused.getMessage());
  }

  @Test
  void aPrecisionOfAnEncoderWithoutAModelIsRefused() {
    String lines = "plm: bart\ninputs:\n  image: {encoder: bytes, precision: bfloat16}";
    FuseboxException refused = assertThrows(FuseboxException.class, () -> assembled(lines));
    assertTrue(refused.getMessage().contains("no model"), refused.getMessage());
  }
}
