package io.fusebox.testkit;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.reference.ReferenceCase.Models;
import java.nio.file.Path;
import java.util.Map;

/** A case's own model folder, and no plug-ins. */
record CaseOnlyModels(Path folder, NDManager manager) implements Models {
  @Override
  public Checkpoint checkpoint() {
    return new GoldenCase(folder).checkpoint();
  }

  @Override
  public ModalityEncoder encoder(String id, Map<String, ?> settings) {
    throw none("the encoder " + id);
  }

  @Override
  public Plm plm() {
    throw none("a PLM");
  }

  @Override
  public FusionStrategy strategy(String id, Map<String, ?> settings) {
    throw none("the strategy " + id);
  }

  private static FuseboxException none(String what) {
    return new FuseboxException(
        "%s is asked for, and this test has no plug-ins: override models(...)".formatted(what));
  }
}
