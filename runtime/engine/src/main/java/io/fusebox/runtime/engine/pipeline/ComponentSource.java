package io.fusebox.runtime.engine.pipeline;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plugin.PluginFactory;
import java.util.function.Function;

/** Where an {@link Assembler} gets a pipeline's components from. */
public interface ComponentSource {
  /** Each pipeline makes its own. */
  ComponentSource OWN =
      new ComponentSource() {
        @Override
        public <T> PipelineComponent<T> get(
            PluginFactory<T> factory,
            ComponentIdentity identity,
            NDManager owner,
            Function<NDManager, PipelineComponent<T>> maker) {
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
  <T> PipelineComponent<T> get(
      PluginFactory<T> factory,
      ComponentIdentity identity,
      NDManager owner,
      Function<NDManager, PipelineComponent<T>> maker);
}
