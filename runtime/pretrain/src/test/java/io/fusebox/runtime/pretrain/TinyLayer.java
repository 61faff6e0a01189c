package io.fusebox.runtime.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.tensor.Linear;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * The one layer of the very small encoders that pretraining is tried with.
 *
 * @param inputs how wide what goes into it is
 */
record TinyLayer(long inputs) {
  /** The one setting that pretraining uses. */
  record Config(String features) {}

  /** A plug-in whose encoders have this layer alone. */
  PluginFactory<ModalityEncoder> plugin(String id, Function<Linear, ModalityEncoder> encoder) {
    return new PluginFactory<>(
        id,
        "1",
        ModalityEncoder.class,
        Config.class,
        (config, host) -> encoder.apply(read(host.checkpoint(), host.manager())));
  }

  private Linear read(Checkpoint checkpoint, NDManager owner) {
    Shape weight = new Shape(SmallBartConfig.WIDTH, inputs);
    return new Linear(
        checkpoint.tensor(owner, "layer.weight", weight).orElseThrow(),
        checkpoint.tensor(owner, "layer.bias", new Shape(SmallBartConfig.WIDTH)).orElseThrow());
  }

  static Map<String, NDArray> parameters(Linear layer) {
    return Map.of("layer.weight", layer.weight(), "layer.bias", layer.bias());
  }

  /** The weight that was written to a folder. */
  float[] weight(Path folder) {
    try (NDManager owner = NDManager.newBaseManager()) {
      return read(CheckpointFolder.open(folder), owner).weight().toFloatArray();
    }
  }
}
