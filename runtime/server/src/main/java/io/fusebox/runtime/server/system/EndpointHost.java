package io.fusebox.runtime.server.system;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.plugin.Host;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.http.TextLimit;

/**
 * The services for endpoints: answers of the live pipelines.
 *
 * @param limit of a question's text, which may be what somebody sent
 */
public record EndpointHost(QuestionAnswering questions, TextLimit limit) implements Host {
  @Override
  public Answer ask(String pipeline, Question question) {
    limit.checked("the question", question.text());
    return questions.ask(pipeline, question).answer();
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
