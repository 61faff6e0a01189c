package io.fusebox.plm.t5;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.Plm;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.testkit.PlmContract;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

class T5ContractTest {
  private static Plm golden(String name, NDManager owner) {
    return T5Case.load(GoldenCase.of(name).checkpoint(), owner);
  }

  private abstract static class WithoutTokenizer implements PlmContract {
    @Override
    public boolean hasTokenizer() {
      return false;
    }
  }

  @Nested
  class Version10 extends WithoutTokenizer {
    @Override
    public Plm plm(NDManager owner) {
      return golden("t5-tiny", owner);
    }
  }

  @Nested
  class Version11 extends WithoutTokenizer {
    @Override
    public Plm plm(NDManager owner) {
      return golden("t5v11-tiny", owner);
    }
  }

  /** Heads of another width than the model, stacks of unequal height, few buckets. */
  @Nested
  class OddSizes extends WithoutTokenizer {
    @Override
    public Plm plm(NDManager owner) {
      return T5Case.load(
          new UntrainedCheckpoint(
              Path.of("odd"), Configs.odd().put("init_std", 0.3), 3, name -> true),
          owner);
    }
  }
}
