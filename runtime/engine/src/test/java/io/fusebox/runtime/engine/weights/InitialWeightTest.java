package io.fusebox.runtime.engine.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput.Prefix;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.WeightSpec.Init;
import io.fusebox.api.plm.Plm;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.toolkit.tensor.HostTensor;
import io.fusebox.toolkit.weights.InitialWeight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that start from a PLM's vocabulary. */
class InitialWeightTest {
  @TempDir Path folder;
  private Pipeline pipeline;
  private Plm plm;

  @BeforeEach
  void assemble() throws IOException {
    TinyHome home = TinyHome.in(folder);
    home.pipeline("strategy: prompting");
    pipeline = home.assemble();
    plm = pipeline.plm();
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void aScaledWeightIsAsLargeInComparisonWithTheEmbeddingsAsItsGainSays() {
    for (String table : List.of("model.shared.weight", "shared.weight")) {
      NDArray embeddings = plm.parameters().get(table);
      if (embeddings != null) {
        double all = rootMeanSquare(embeddings.toFloatArray());
        double half =
            rootMeanSquare(start(new Init.VocabularyScaled(List.of(300L, 100L), 0.5)).data());
        double five =
            rootMeanSquare(start(new Init.VocabularyScaled(List.of(300L, 100L), 5)).data());
        assertEquals(0.5, half / all, 0.05);
        assertEquals(10, five / half, 1e-3);
        return;
      }
    }
    throw new AssertionError("no token embedding among " + plm.parameters().keySet());
  }

  private static double rootMeanSquare(float[] numbers) {
    double sum = 0;
    for (float number : numbers) {
      sum += (double) number * number;
    }
    return Math.sqrt(sum / numbers.length);
  }

  @Test
  void aPrefixIsWhatTheLayersMakeOfWordsOfTheVocabulary() {
    PrefixShape of = plm.spec().prefix().orElseThrow();
    HostTensor found = start(new Init.VocabularyPrefix(of, 3));
    assertEquals(new Shape(2, of.layers(), of.heads(), 3, of.headWidth()), found.shape());
    long[] ids = new SplittableRandom(5).longs(3, 0, plm.spec().vocabulary()).toArray();
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray words = plm.embed(manager.create(ids).expandDims(0));
      Prefix prefix = plm.prefix(Segment.unpadded(Segment.PROMPT, words));
      NDArray expected = prefix.keys().squeeze(1).stack(prefix.values().squeeze(1));
      assertArrayEquals(expected.toFloatArray(), found.data(), 1e-5f);
      assertTrue(expected.abs().max().getFloat() > 0);
    }
  }

  private HostTensor start(Init init) {
    return InitialWeight.of(init, plm, new SplittableRandom(5));
  }
}
