package io.fusebox.runtime.live;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.plugin.Host;
import io.fusebox.api.plugin.PluginFactory;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Plug-ins for the tests of the live system, good and bad. */
final class Plugs {
  static final int WIDTH = 32;

  private Plugs() {}

  record Config() {}

  /** An encoder of width 32 for images that does what it is told. */
  record Encoder(UnaryOperator<NDArray> encoding) implements ModalityEncoder {
    @Override
    public Modality modality() {
      return Modality.IMAGE;
    }

    @Override
    public long featureSize() {
      return WIDTH;
    }

    @Override
    public NDArray encode(NDArray input) {
      return encoding.apply(input);
    }

    @Override
    public NDArray decode(NDManager manager, byte[] file) {
      return manager.create((float) file[0]).expandDims(0);
    }
  }

  /** A strategy without weights that does what it is told. */
  record Strategy(Function<FusionInput, PlmInput> fusing) implements FusionStrategy {
    @Override
    public List<WeightSpec> weights(FusionSpec spec) {
      return List.of();
    }

    @Override
    public PlmInput fuse(FusionInput in) {
      return fusing.apply(in);
    }
  }

  /** {@code [b, 1] -> [b, 1, 32]}, all of them {@code value}. */
  static NDArray constant(NDArray input, float value) {
    return input.getManager().full(new Shape(input.getShape().get(0), 1, WIDTH), value);
  }

  static PluginFactory<ModalityEncoder> encoder(String version, UnaryOperator<NDArray> encoding) {
    return built(version, host -> new Encoder(encoding));
  }

  static PluginFactory<ModalityEncoder> built(
      String version, Function<Host, ModalityEncoder> maker) {
    return new PluginFactory<>(
        "bytes",
        version,
        ModalityEncoder.class,
        Config.class,
        (settings, host) -> maker.apply(host));
  }

  static PluginFactory<FusionStrategy> strategy(String id, Function<FusionInput, PlmInput> fusing) {
    return new PluginFactory<>(
        id, "1.0.0", FusionStrategy.class, Config.class, (s, host) -> new Strategy(fusing));
  }

  /** The PLM reads features and text as they are. */
  static PlmInput plain(FusionInput in) {
    return PlmInput.join(in.features(), in.text());
  }

  /** The PLM reads the text alone. */
  static PlmInput blind(FusionInput in) {
    return PlmInput.join(in.text());
  }
}
