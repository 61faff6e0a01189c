package io.fusebox.runtime.server.questions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.encoder.Modality;
import io.fusebox.runtime.http.HttpExchange;
import io.fusebox.runtime.http.Json;
import io.fusebox.runtime.http.Limits;
import io.fusebox.runtime.http.TextLimit;
import io.fusebox.runtime.live.Reply;
import io.fusebox.runtime.server.client.QuestionJson;
import io.fusebox.runtime.server.questions.InputFolders.InputFolder;
import io.fusebox.runtime.server.system.QuestionAnswering;
import io.fusebox.runtime.server.system.QuestionAnswering.ExplainedAnswer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads questions, lets them in and has them answered, whichever way they come. */
public final class Questions {
  private final QuestionAnswering answering;
  private final Admission admission;
  private final TextLimit limit;
  private final InputFolders folders;

  /**
   * Explanations are made one by one: more of them than cores would take memory and no less time.
   */
  private final Semaphore explaining =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

  /**
   * @param registry where waiting is measured
   */
  public Questions(
      QuestionAnswering answering, InputFolders folders, Limits limits, MeterRegistry registry) {
    this.answering = answering;
    this.admission = new Admission(limits.running(), limits.waiting(), registry);
    this.limit = limits.text();
    this.folders = folders;
  }

  /** Where requests may put files. */
  public InputFolders folders() {
    return folders;
  }

  /**
   * Refuses a name that no pipeline has.
   *
   * @throws io.fusebox.api.FuseboxException.NotFound with near misses
   */
  public void requirePipeline(String name) {
    answering.requirePipeline(name);
  }

  /** The answer to the one question of a call, a JSON object or a form. */
  public ObjectNode answer(HttpExchange call, String pipeline) {
    return answered(
        call, pipeline, asked -> answering.ask(pipeline, asked.question(), asked.folder()));
  }

  /**
   * The same, and gives the answer's text piece by piece as far as it is generated so.
   *
   * @param pieces takes each; when it throws, the answer is given up
   */
  public ObjectNode stream(HttpExchange call, String pipeline, Consumer<String> pieces) {
    return answered(
        call, pipeline, asked -> answering.ask(pipeline, asked.question(), asked.folder(), pieces));
  }

  private ObjectNode answered(
      HttpExchange call, String pipeline, Function<AskedQuestion, Reply> asking) {
    requirePipeline(pipeline);
    boolean form = call.body().type().equals("multipart/form-data");
    try (InputFolder folder = folders.open()) {
      QuestionReader reader = reader(call, folder);
      AskedQuestion asked = form ? reader.of(call.body()) : reader.of(call.body().json());
      return admission.during(pipeline, () -> answer(pipeline, asked, asking));
    }
  }

  private QuestionReader reader(HttpExchange call, InputFolder folder) {
    return new QuestionReader(folder, call.by(), limit);
  }

  /** The answer to one of several questions of a call. */
  public ObjectNode answer(HttpExchange call, String pipeline, Json question) {
    try (InputFolder folder = folders.open()) {
      AskedQuestion asked = reader(call, folder).of(question);
      return admission.during(
          pipeline,
          () -> answer(pipeline, asked, it -> answering.ask(pipeline, it.question(), it.folder())));
    }
  }

  /** The reply to a question whose inputs were read already, and are known by their modality. */
  public Reply reply(
      HttpExchange call, String pipeline, String text, Map<Modality, List<byte[]>> given) {
    return reply(
        call,
        pipeline,
        text,
        given,
        asked -> answering.ask(pipeline, asked.question(), asked.folder()));
  }

  /** The same, and gives the answer's text piece by piece as far as it is generated so. */
  public Reply stream(
      HttpExchange call,
      String pipeline,
      String text,
      Map<Modality, List<byte[]>> given,
      Consumer<String> pieces) {
    return reply(
        call,
        pipeline,
        text,
        given,
        asked -> answering.ask(pipeline, asked.question(), asked.folder(), pieces));
  }

  private Reply reply(
      HttpExchange call,
      String pipeline,
      String text,
      Map<Modality, List<byte[]>> given,
      Function<AskedQuestion, Reply> asking) {
    requirePipeline(pipeline);
    try (InputFolder folder = folders.open()) {
      QuestionReader reader = reader(call, folder);
      return admission.during(pipeline, () -> asking.apply(named(reader, pipeline, text, given)));
    }
  }

  /** Only an active pipeline says its inputs: to wait for that is a part of answering. */
  private AskedQuestion named(
      QuestionReader reader, String pipeline, String text, Map<Modality, List<byte[]>> given) {
    return reader.of(text, InputNames.of(answering.inputs(pipeline), given));
  }

  private ObjectNode answer(
      String pipeline, AskedQuestion asked, Function<AskedQuestion, Reply> asking) {
    Reply reply = asking.apply(asked);
    ObjectNode answer = QuestionJson.of(reply);
    asked
        .explain()
        .ifPresent(
            how ->
                answer.set(
                    "explanation",
                    ExplanationJson.of(explained(() -> explain(pipeline, asked, reply, how)))));
    return answer;
  }

  /** Of the strategy that has answered, which may be the second one. */
  private ExplainedAnswer explain(
      String pipeline, AskedQuestion asked, Reply reply, AskedQuestion.Explain how) {
    return answering.explain(
        pipeline, reply.strategy(), asked.question(), how.answer(), how.steps());
  }

  private <T> T explained(Supplier<T> work) {
    explaining.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      explaining.release();
    }
  }
}
