package io.fusebox.plm.llama;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.Plm;
import io.fusebox.testkit.CausalInputContract;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.testkit.PlmBlindContract;
import io.fusebox.testkit.PlmDecodingContract;
import io.fusebox.testkit.PlmEncodingContract;
import io.fusebox.testkit.PlmPrefixContract;
import org.junit.jupiter.api.Nested;

class LlamaContractTest {
  private static Plm golden(String name, NDManager owner) {
    return Llama.load(
        GoldenCase.of(name).checkpoint(),
        owner,
        () -> {
          throw new UnsupportedOperationException("the case has no tokenizer");
        });
  }

  @Nested
  class Tied
      implements PlmEncodingContract,
          PlmBlindContract,
          PlmDecodingContract,
          PlmPrefixContract,
          CausalInputContract {
    @Override
    public Plm plm(NDManager owner) {
      return golden("llama-tied-tiny", owner);
    }
  }

  @Nested
  class StretchedWithBiases
      implements PlmEncodingContract,
          PlmBlindContract,
          PlmDecodingContract,
          PlmPrefixContract,
          CausalInputContract {
    @Override
    public Plm plm(NDManager owner) {
      return golden("llama3-tiny", owner);
    }
  }
}
