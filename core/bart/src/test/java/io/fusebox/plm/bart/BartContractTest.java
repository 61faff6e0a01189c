package io.fusebox.plm.bart;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.Plm;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.testkit.PlmContract;
import io.fusebox.testkit.PlmPrefixContract;

class BartContractTest implements PlmContract, PlmPrefixContract {
  @Override
  public Plm plm(NDManager owner) {
    return BartCase.load(GoldenCase.of("bart-tiny").checkpoint(), owner);
  }

  @Override
  public boolean hasTokenizer() {
    return false;
  }
}
