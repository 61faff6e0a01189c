package io.fusebox.runtime.verify;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plugin.Host;
import io.fusebox.api.reference.ReferenceCase.Models;
import io.fusebox.runtime.engine.plugins.Plugins;
import io.fusebox.toolkit.checkpoint.CheckpointWarnings;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Builds a case's models as a pipeline would: through the plug-ins.
 *
 * @param manager owns their tensors
 */
record CaseModels(VerificationCase of, NDManager manager, Plugins plugins) implements Models {
  @Override
  public Checkpoint checkpoint() {
    return of.checkpoint();
  }

  @Override
  public Plm plm() {
    Checkpoint checkpoint = checkpoint();
    String type = checkpoint.config().path("model_type").asText();
    require(!type.isEmpty(), checkpoint.folder() + "/config.json names no model_type");
    return create(Plm.class, plugins.reading(type).id(), Map.of(), checkpoint);
  }

  @Override
  public FusionStrategy strategy(String id, Map<String, ?> settings) {
    return plugins
        .find(FusionStrategy.class, id)
        .create(settings, new Component(manager, of::checkpoint));
  }

  @Override
  public ModalityEncoder encoder(String id, Map<String, ?> settings) {
    return create(ModalityEncoder.class, id, settings, checkpoint());
  }

  /** Reports the files and fields of the folder that nobody has read. */
  private <T> T create(Class<T> kind, String id, Map<String, ?> settings, Checkpoint checkpoint) {
    T made = plugins.find(kind, id).create(settings, new Component(manager, () -> checkpoint));
    checkpoint.unreadTensors().forEach(CheckpointWarnings::warnOnce);
    return made;
  }

  private record Component(NDManager manager, Supplier<Checkpoint> model) implements Host {
    @Override
    public Checkpoint checkpoint() {
      return model.get();
    }
  }
}
