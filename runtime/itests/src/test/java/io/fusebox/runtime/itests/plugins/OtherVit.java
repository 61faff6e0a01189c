package io.fusebox.runtime.itests.plugins;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import io.fusebox.encoder.vit.VitEncoder;
import java.util.Map;

/** Another implementation of {@code vit}: it sees colours the wrong way round. */
public record OtherVit(ModalityEncoder vit) implements ModalityEncoder {
  /** Its bundle. */
  @Plugin("vit")
  public static final class Module extends PluginModule {
    @Override
    protected void configure() {
      encoder(
          VitEncoder.Config.class,
          (config, host) ->
              new OtherVit(VitEncoder.read(config, host.checkpoint(), host.manager())));
    }
  }

  @Override
  public Modality modality() {
    return Modality.IMAGE;
  }

  @Override
  public long featureSize() {
    return vit.featureSize();
  }

  @Override
  public NDArray encode(NDArray pixels) {
    return vit.encode(pixels.neg());
  }

  @Override
  public NDArray decode(NDManager manager, byte[] file) {
    return vit.decode(manager, file);
  }

  @Override
  public Map<String, NDArray> parameters() {
    return vit.parameters();
  }
}
