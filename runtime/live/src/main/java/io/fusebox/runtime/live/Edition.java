package io.fusebox.runtime.live;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import io.fusebox.runtime.engine.answer.Answerer;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.progress.Progress;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A pipeline as it is at one time: assembled, with its weights, ready to answer. Never changed; a
 * swap puts another edition in its place.
 *
 * @param version the version of its trained weights; empty when it has none
 * @param plugins every plug-in that it was built from
 */
record Edition(
    Pipeline pipeline,
    String version,
    Answerer answerer,
    PartPool.Borrowed parts,
    Set<PluginFactory<?>> plugins)
    implements AutoCloseable {

  PipelineSpec spec() {
    return pipeline.spec();
  }

  Reply reply(Example example) {
    Set<Modality> given = example.inputs().keySet();
    spec().requireReads(given);
    Answer answer = answerer.answers(List.of(example), Progress.NONE).get(0);
    return new Reply(answer, spec().strategy(), spec().missing(given));
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
