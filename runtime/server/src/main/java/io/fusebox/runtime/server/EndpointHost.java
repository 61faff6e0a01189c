package io.fusebox.runtime.server;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.plugin.Host;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.host.LiveFusebox;

/** What endpoints may ask for: answers of the live pipelines. */
record EndpointHost(LiveFusebox box) implements Host {
  @Override
  public Answer ask(String pipeline, Question question) {
    return box.pipeline(pipeline).ask(question).answer();
  }

  @Override
  public NDManager manager() {
    throw new FuseboxException("an endpoint has no tensors; it asks pipelines");
  }

  @Override
  public Checkpoint checkpoint() {
    throw new FuseboxException("an endpoint has no model folder; it asks pipelines");
  }
}
