package io.fusebox.runtime.pretrain;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.plugin.Host;

/** What a new encoder asks of its host. */
record PretrainingHost(NDManager manager, Checkpoint checkpoint) implements Host {}
