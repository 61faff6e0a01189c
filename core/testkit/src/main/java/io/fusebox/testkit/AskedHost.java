package io.fusebox.testkit;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.plugin.Host;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

/** A host whose pipelines a test makes up, as endpoints see one. */
final class AskedHost implements Host {
  private final BiFunction<String, Question, Answer> pipelines;
  private final AtomicBoolean asked = new AtomicBoolean();

  AskedHost(BiFunction<String, Question, Answer> pipelines) {
    this.pipelines = pipelines;
  }

  @Override
  public Answer ask(String pipeline, Question question) {
    asked.set(true);
    return pipelines.apply(pipeline, question);
  }

  /** Whether a pipeline was asked. */
  boolean asked() {
    return asked.get();
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
