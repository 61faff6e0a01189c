package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plugin.Host;
import io.fusebox.runtime.engine.plugins.Plugins;
import io.fusebox.toolkit.checkpoint.CheckpointWarnings;
import java.util.Map;

/** Builds a case's model as a pipeline would: through the plug-ins. */
final class Models {
  private record CaseHost(NDManager manager, Checkpoint checkpoint) implements Host {}

  private Models() {}

  /** The PLM of the case's {@code model_type}. */
  static Plm plm(GoldenCase of, NDManager manager, Plugins plugins) {
    Checkpoint checkpoint = of.checkpoint();
    String type = checkpoint.config().path("model_type").asText();
    if (type.isEmpty()) {
      throw new FuseboxException(checkpoint.folder() + "/config.json names no model_type");
    }
    Plm plm = plugins.find(Plm.class, type).create(Map.of(), new CaseHost(manager, checkpoint));
    checkpoint.unread().forEach(CheckpointWarnings::tell);
    return plm;
  }

  /**
   * A strategy.
   *
   * @throws Unsupported when no live plug-in offers it
   */
  static FusionStrategy strategy(
      String id, Map<String, ?> settings, GoldenCase of, NDManager manager, Plugins plugins) {
    return plugins.of(FusionStrategy.class).stream()
        .filter(factory -> factory.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new Unsupported("the strategy " + id + " is not live"))
        .create(settings, new CaseHost(manager, of.checkpoint()));
  }

  /** An encoder with its default settings. */
  static ModalityEncoder encoder(String id, GoldenCase of, NDManager manager, Plugins plugins) {
    Checkpoint checkpoint = of.checkpoint();
    ModalityEncoder encoder =
        plugins.find(ModalityEncoder.class, id).create(Map.of(), new CaseHost(manager, checkpoint));
    checkpoint.unread().forEach(CheckpointWarnings::tell);
    return encoder;
  }
}
