package io.fusebox.runtime.engine.features;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.plugins.PluginException;
import java.nio.file.Path;

/** Hears of inputs that cannot be read. */
@FunctionalInterface
public interface UnreadableInputHandler {
  /** The first one ends it all. */
  UnreadableInputHandler REFUSED =
      (input, why) -> {
        throw why;
      };

  void found(Path input, FuseboxException why);

  /** Does what needs {@code input}. A plug-in's fault is not the input's. */
  default void unless(Path input, Runnable work) {
    try {
      work.run();
    } catch (PluginException e) {
      throw e;
    } catch (FuseboxException e) {
      found(input, e);
    }
  }
}
