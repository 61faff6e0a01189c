package io.fusebox.plm.gpt2;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.Plm;
import io.fusebox.testkit.CausalInputContract;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.testkit.PlmBlindContract;
import io.fusebox.testkit.PlmDecodingContract;
import io.fusebox.testkit.PlmEncodingContract;
import io.fusebox.testkit.PlmPrefixContract;
import org.junit.jupiter.api.Nested;

class Gpt2ContractTest {
  private static Plm golden(String name, NDManager owner) {
    return Gpt2.load(
        GoldenCase.of(name).checkpoint(),
        owner,
        () -> {
          throw new UnsupportedOperationException("the case has no tokenizer");
        });
  }

  @Nested
  class Tiny
      implements PlmEncodingContract,
          PlmBlindContract,
          PlmDecodingContract,
          PlmPrefixContract,
          CausalInputContract {
    @Override
    public Plm plm(NDManager owner) {
      return golden("gpt2-tiny", owner);
    }

    /** Its learned positions would restart. */
    @Override
    public boolean placesSegments() {
      return false;
    }
  }
}
