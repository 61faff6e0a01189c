package io.fusebox.runtime.itests.plugins;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import io.fusebox.api.settings.Default;
import java.util.concurrent.locks.LockSupport;

/** An encoder of width 96 that does what its setting says, good or bad. */
public record BadEncoder(Config config) implements ModalityEncoder {
  /** What may go wrong. */
  public enum Deed {
    /** Nothing. */
    NONE,
    THROW,
    HANG,
    SHAPE,
    NAN,
    LEAK
  }

  /** Which of it. */
  public record Config(@Default("none") Deed deed) {}

  /** Its bundle. */
  @Plugin("bad")
  public static final class Module extends PluginModule {
    @Override
    protected void configure() {
      encoder(Config.class, (config, host) -> new BadEncoder(config));
    }
  }

  @Override
  public Modality modality() {
    return Modality.IMAGE;
  }

  @Override
  public long featureSize() {
    return 96;
  }

  @Override
  public NDArray decode(NDManager manager, byte[] file) {
    return manager.create(new float[] {file.length});
  }

  @Override
  public NDArray encode(NDArray input) {
    NDArray features = input.getManager().zeros(new Shape(input.getShape().get(0), 1, 96));
    return switch (config.deed()) {
      case NONE -> features;
      case THROW -> throw new IllegalStateException("bad luck");
      case HANG -> hang(features);
      case SHAPE -> features.squeeze(1);
      case NAN -> features.add(Float.NaN);
      case LEAK -> leak(features);
    };
  }

  /** Ignores that it is interrupted; ends some time, so that the test does. */
  private static NDArray hang(NDArray features) {
    long end = System.nanoTime() + 8_000_000_000L;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
      Thread.interrupted(); // It does not listen.
    }
    return features;
  }

  /** Leaves 64 MB behind, on a manager that nobody closes. */
  private static NDArray leak(NDArray features) {
    NDManager.newBaseManager().zeros(new Shape(16 << 20));
    return features;
  }
}
