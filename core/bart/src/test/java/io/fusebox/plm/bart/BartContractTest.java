package io.fusebox.plm.bart;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.Plm;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.testkit.PlmBlindContract;
import io.fusebox.testkit.PlmDecodingContract;
import io.fusebox.testkit.PlmEncodingContract;
import io.fusebox.testkit.PlmPrefixContract;

class BartContractTest
    implements PlmEncodingContract, PlmBlindContract, PlmPrefixContract, PlmDecodingContract {
  @Override
  public Plm plm(NDManager owner) {
    return BartCase.load(GoldenCase.of("bart-tiny").checkpoint(), owner);
  }
}
