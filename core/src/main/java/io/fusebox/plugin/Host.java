package io.fusebox.plugin;

import ai.djl.ndarray.NDManager;
import io.fusebox.checkpoint.Checkpoint;

/** What a component may ask of its host while it is being built. */
public interface Host {
  /** Owns the tensors that live as long as the component; the host closes it. */
  NDManager manager();

  /** The model folder that the pipeline names for this component; refused when it names none. */
  Checkpoint checkpoint();
}
