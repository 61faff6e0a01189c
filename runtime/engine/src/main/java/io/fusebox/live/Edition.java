package io.fusebox.live;

import io.fusebox.answer.Answerer;
import io.fusebox.data.Example;
import io.fusebox.engine.Pipeline;
import io.fusebox.engine.PipelineSpec;
import io.fusebox.plugin.PluginFactory;
import io.fusebox.train.Progress;
import java.util.List;
import java.util.Set;

/**
 * A pipeline as it is at one time: assembled, with its weights, ready to answer. Never changed; a
 * swap puts another edition in its place.
 *
 * @param plugins every plug-in that it was built from
 * @param wish what it was made of
 */
record Edition(
    Pipeline pipeline,
    Answerer answerer,
    PartPool.Borrowed parts,
    Set<PluginFactory<?>> plugins,
    Wish wish)
    implements AutoCloseable {

  PipelineSpec spec() {
    return pipeline.spec();
  }

  String answer(Example example) {
    return answerer.answer(List.of(example), Progress.NONE).get(0);
  }

  /** Frees what no other pipeline uses. */
  @Override
  public void close() {
    answerer.close();
    pipeline.close();
    parts.close();
  }
}
