package io.fusebox.plm.qwen;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.Plm;
import io.fusebox.testkit.CausalInputContract;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.testkit.PlmBlindContract;
import io.fusebox.testkit.PlmDecodingContract;
import io.fusebox.testkit.PlmEncodingContract;
import io.fusebox.testkit.PlmPrefixContract;
import org.junit.jupiter.api.Nested;

class QwenContractTest {
  private static Plm golden(String name, NDManager owner) {
    return Qwen.load(
        GoldenCase.of(name).checkpoint(),
        owner,
        () -> {
          throw new UnsupportedOperationException("the case has no tokenizer");
        });
  }

  @Nested
  class Version2
      implements PlmEncodingContract,
          PlmBlindContract,
          PlmDecodingContract,
          PlmPrefixContract,
          CausalInputContract {
    @Override
    public Plm plm(NDManager owner) {
      return golden("qwen2-tiny", owner);
    }
  }

  @Nested
  class Version3
      implements PlmEncodingContract,
          PlmBlindContract,
          PlmDecodingContract,
          PlmPrefixContract,
          CausalInputContract {
    @Override
    public Plm plm(NDManager owner) {
      return golden("qwen3-tiny", owner);
    }
  }
}
