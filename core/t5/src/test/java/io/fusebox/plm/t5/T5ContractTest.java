package io.fusebox.plm.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Prefix;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.Plm;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.testkit.PlmContract;
import io.fusebox.testkit.PlmPrefixContract;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class T5ContractTest {
  /** With one row for all distances, a prefix is no nearer and no farther than anything else. */
  interface Prefixes extends PlmPrefixContract {
    @Override
    default Plm plmWithoutDistances(NDManager owner) {
      Plm plm = plm(owner);
      allDistancesAlike(plm, 0);
      return plm;
    }

    /** A prefix at no distance that is seen twice is one that is seen once where all add log 2. */
    @Test
    default void distancesSayNothingAboutAPrefix() {
      try (NDManager owner = NDManager.newBaseManager()) {
        Plm plm = plm(owner);
        NDArray words = owner.create(new long[][] {{5, 9, 11, 1}, {8, 3, 7, 1}});
        PlmInput input =
            PlmInput.join(Segments.of(Segment.unpadded(Segment.TEXT, plm.embed(words))));
        NDArray prompt = plm.embed(owner.create(new long[][] {{17, 23, 42}}));
        allDistancesAlike(plm, 0);
        Prefix once = plm.prefix(Segment.unpadded(Segment.PROMPT, prompt));
        NDArray expected = plm.encode(input.withPrefix(once)).last();
        allDistancesAlike(plm, (float) Math.log(2));
        Prefix twice =
            new Prefix(once.keys().concat(once.keys(), 3), once.values().concat(once.values(), 3));
        NDArray found = plm.encode(input.withPrefix(twice)).last();
        Tensors.assertClose(expected, found, 1e-4, "twice");
      }
    }
  }

  private static Plm golden(String name, NDManager owner) {
    return T5Case.load(GoldenCase.of(name).checkpoint(), owner);
  }

  private static void allDistancesAlike(Plm plm, float bias) {
    NDArray table =
        plm.parameters()
            .get("encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight");
    table.set(new NDIndex("..."), bias);
  }

  private abstract static class WithoutTokenizer implements PlmContract {
    @Override
    public boolean hasTokenizer() {
      return false;
    }
  }

  @Nested
  class Version10 extends WithoutTokenizer implements Prefixes {
    @Override
    public Plm plm(NDManager owner) {
      return golden("t5-tiny", owner);
    }
  }

  @Nested
  class Version11 extends WithoutTokenizer implements Prefixes {
    @Override
    public Plm plm(NDManager owner) {
      return golden("t5v11-tiny", owner);
    }
  }

  /** Heads of another width than the model, stacks of unequal height, few buckets. */
  @Nested
  class OddSizes extends WithoutTokenizer implements Prefixes {
    @Override
    public Plm plm(NDManager owner) {
      return T5Case.load(
          new UntrainedCheckpoint(
              Path.of("odd"), Configs.odd().put("init_std", 0.3), 3, name -> true),
          owner);
    }
  }
}
