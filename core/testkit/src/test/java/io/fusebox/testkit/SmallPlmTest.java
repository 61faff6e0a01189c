package io.fusebox.testkit;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.Plm;

class SmallPlmTest implements PlmContract {
  @Override
  public Plm plm(NDManager owner) {
    return SmallPlm.of(owner);
  }
}
