package io.fusebox.pretrain;

import ai.djl.ndarray.NDManager;
import io.fusebox.checkpoint.Checkpoint;
import io.fusebox.plugin.Host;

/** What a new encoder asks of its host. */
record Cradle(NDManager manager, Checkpoint checkpoint) implements Host {}
