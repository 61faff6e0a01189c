package io.fusebox.plm.t5;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.Plm;
import io.fusebox.testkit.PlmBlindContract;
import io.fusebox.testkit.PlmDecodingContract;
import io.fusebox.testkit.PlmEncodingContract;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

class T5ContractTest {
  private static final Path CASES = Path.of("src/test/resources/golden");

  private static Plm golden(String name, NDManager owner) {
    return Golden.load(CheckpointFolder.open(CASES.resolve(name)), owner);
  }

  @Nested
  class Version10 implements PlmEncodingContract, PlmBlindContract, PlmDecodingContract {
    @Override
    public Plm plm(NDManager owner) {
      return golden("t5-tiny", owner);
    }
  }

  @Nested
  class Version11 implements PlmEncodingContract, PlmBlindContract, PlmDecodingContract {
    @Override
    public Plm plm(NDManager owner) {
      return golden("t5v11-tiny", owner);
    }
  }

  /** Heads of another width than the model, stacks of unequal height, few buckets. */
  @Nested
  class OddSizes implements PlmEncodingContract, PlmBlindContract, PlmDecodingContract {
    @Override
    public Plm plm(NDManager owner) {
      return Golden.load(
          new UntrainedCheckpoint(CASES, Configs.odd().put("init_std", 0.3), 3, name -> true),
          owner);
    }
  }
}
