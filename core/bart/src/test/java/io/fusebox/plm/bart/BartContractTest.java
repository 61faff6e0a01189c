package io.fusebox.plm.bart;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.Plm;
import io.fusebox.testkit.PlmBlindContract;
import io.fusebox.testkit.PlmDecodingContract;
import io.fusebox.testkit.PlmEncodingContract;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import java.nio.file.Path;

class BartContractTest implements PlmEncodingContract, PlmBlindContract, PlmDecodingContract {
  @Override
  public Plm plm(NDManager owner) {
    return Golden.load(
        CheckpointFolder.open(Path.of("src/test/resources/golden/bart-tiny")), owner);
  }
}
