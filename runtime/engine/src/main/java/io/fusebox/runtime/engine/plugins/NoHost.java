package io.fusebox.runtime.engine.plugins;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.plugin.Host;

/** The host of components that are made without a pipeline: they have no tensors and no model. */
enum NoHost implements Host {
  INSTANCE;

  @Override
  public NDManager manager() {
    throw new FuseboxException("this component has no tensors of its own");
  }

  @Override
  public Checkpoint checkpoint() {
    throw new FuseboxException("this component has no model folder");
  }
}
