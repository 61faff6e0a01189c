package io.fusebox.runtime.engine.pipeline;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plugin.PluginFactory;
import java.util.function.Function;

/** Where an {@link Assembler} gets a pipeline's components from. */
public interface Parts {
  /** Each pipeline makes its own. */
  Parts OWN =
      new Parts() {
        @Override
        public <T> Part<T> get(
            PluginFactory<T> factory,
            Identity identity,
            NDManager owner,
            Function<NDManager, Part<T>> maker) {
          return maker.apply(owner.newSubManager());
        }
      };

  /**
   * A component; a shared one may be there already.
   *
   * @param identity what makes it what it is, but for what it may be lent
   * @param owner goes with the pipeline
   * @param maker makes the component on a manager that owns its tensors
   */
  <T> Part<T> get(
      PluginFactory<T> factory,
      Identity identity,
      NDManager owner,
      Function<NDManager, Part<T>> maker);
}
