package io.fusebox.runtime.pretrain;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.plugin.Host;

/** The host of a new encoder. */
record PretrainingHost(NDManager manager, Checkpoint checkpoint) implements Host {}
