package io.fusebox.runtime.live;

import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.answer.Answerer;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.weights.WeightValues;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A pipeline as it is at one time: assembled, with its weights, ready to answer. Never changed; a
 * swap puts another instance in its place.
 *
 * @param version the version of its trained weights; empty when it has none
 * @param requests answers those that come at the same time together
 * @param weights what it answers with
 * @param plugins every plug-in that it was built from
 */
record PipelineInstance(
    Pipeline pipeline,
    String version,
    Answerer answerer,
    RequestBatcher requests,
    WeightValues weights,
    ComponentPool.BorrowedComponents parts,
    Set<PluginFactory<?>> plugins)
    implements AutoCloseable {

  PipelineSpec spec() {
    return pipeline.spec();
  }

  Reply reply(Question question) {
    spec().requireReads(question.files().keySet());
    return Reply.of(spec(), question, requests.answer(question));
  }

  /** Its answer piece by piece, alone: it is not answered with others that come at the time. */
  Reply reply(Question question, Consumer<String> pieces) {
    spec().requireReads(question.files().keySet());
    return Reply.of(spec(), question, answerer.answer(question, pieces));
  }

  boolean usesAny(Collection<PluginFactory<?>> factories) {
    return factories.stream().anyMatch(plugins::contains);
  }

  /** Frees what no other pipeline uses. */
  @Override
  public void close() {
    answerer.close();
    pipeline.close();
    parts.close();
  }
}
