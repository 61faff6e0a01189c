package io.fusebox.causal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.plm.DecoderSession;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.List;

/**
 * Continues an input token by token. The first token stands for the input's last one, whose scores
 * are known; behind it keys and values grow. All is made under the manager of one step, which is
 * closed when the next step has taken over its keys and values. Nothing is recorded for a backward
 * pass.
 */
final class CausalSession implements DecoderSession {
  private final CausalModel model;
  private final NDManager session;
  private final NDArray first;
  private final int examples;

  private NDManager step;
  private Past past;
  private int rows;
  private int length;

  /** Begins behind {@code read}; the session is a part of its manager. */
  CausalSession(CausalModel model, EncoderOutput read) {
    this.model = model;
    this.session = read.last().getManager().newSubManager();
    this.step = session.newSubManager();
    long[][] mask = KeyMasks.of(read.mask());
    this.examples = mask.length;
    this.first =
        TensorScope.detachTo(
            session,
            TensorScope.freeIntermediates(
                () -> {
                  NDArray last = LastToken.of(mask).of(TensorScope.viewOn(session, read.last()));
                  return model.stack().logits(last).squeeze(1);
                }));
    this.past = Past.of(read, mask, session);
  }

  @Override
  public NDArray next(long[] tokens) {
    requireRows(tokens.length);
    if (length == 0) {
      length = 1;
      past = past.repeated(rows / examples, session);
      return rows == examples ? first.duplicate() : first.repeat(0, rows / examples);
    }
    NDManager now = session.newSubManager();
    NDArray ids = now.create(tokens, new Shape(rows, 1));
    TokenSequence own = new TokenSequence(model.embedding().apply(ids), KeyMasks.ones(1));
    long[][] keys = KeyMasks.joined(past.mask(), own.mask());
    CausalRun run = CausalRun.of(model.stack(), past, own, SeenKeys.all(past.length(), keys));
    NDArray last = run.states().get(run.states().size() - 1);
    NDArray logits = model.stack().logits(last).squeeze(1).stopGradient();
    replace(now, run.layers().stream().map(kv -> kv.kept(now)).toList(), keys);
    length++;
    return logits;
  }

  /** The first call says how many rows there are: as many for each example. */
  private void requireRows(int found) {
    if (length == 0) {
      rows = found;
    }
    if (found != rows || rows == 0 || rows % examples != 0) {
      throw new IllegalArgumentException(
          "expected %s tokens, found %d"
              .formatted(length == 0 ? "a multiple of " + examples : rows, found));
    }
  }

  @Override
  public void reorder(int[] from) {
    requireWithinExamples(from);
    if (length < 2) { // all rows of an example are the same so far
      return;
    }
    NDManager now = session.newSubManager();
    NDIndex index = new NDIndex("{}", now.create(from));
    List<KeyValue> picked =
        past.layers().stream()
            .map(kv -> new KeyValue(kv.keys().get(now, index), kv.values().get(now, index)))
            .toList();
    replace(now, picked, past.mask());
  }

  private void requireWithinExamples(int[] from) {
    int beams = Math.max(1, rows / examples);
    for (int row = 0; row < from.length; row++) {
      if (from.length != rows || from[row] / beams != row / beams) {
        throw new IllegalArgumentException(
            "row %d cannot continue row %d: it must be one of its own example's %d of %d rows"
                .formatted(row, from[row], beams, rows));
      }
    }
  }

  /** The new step has what it needs: the old one and all that it made go. */
  private void replace(NDManager now, List<KeyValue> layers, long[][] mask) {
    past = new Past(List.copyOf(layers), mask);
    step.close();
    step = now;
  }

  @Override
  public void close() {
    step.close();
    session.close();
  }
}
