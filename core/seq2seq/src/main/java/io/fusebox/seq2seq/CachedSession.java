package io.fusebox.seq2seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.plm.DecoderSession;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decoding with a cache. What lasts (the encoder's keys and values) is the session's; all else is
 * made under the manager of one step, which is closed when the next step has taken over its keys
 * and values. Nothing is recorded for a backward pass.
 */
public final class CachedSession implements DecoderSession {
  private final DecoderStack decoder;
  private final NDManager session;
  private final List<KeyValue> source;
  private final NDArray padding;
  private final int examples;

  private NDManager step;
  private List<KeyValue> past = List.of();
  private int rows;
  private int length;

  /** Begins behind {@code encoded}; the session is a part of its manager. */
  public CachedSession(DecoderStack decoder, EncoderOutput encoded) {
    this.decoder = decoder;
    this.session = encoded.last().getManager().newSubManager();
    this.step = session.newSubManager();
    NDArray states = TensorScope.detachTo(session, encoded.last());
    this.examples = Math.toIntExact(states.getShape().get(0));
    this.source =
        decoder.layers().stream().map(layer -> layer.source(states).kept(session)).toList();
    this.padding =
        TensorScope.freeIntermediates(
            () -> TeacherForcing.padding(TensorScope.viewOn(session, encoded.mask())));
  }

  @Override
  public NDArray next(long[] tokens) {
    requireRows(tokens.length);
    NDManager now = session.newSubManager();
    NDArray ids = now.create(tokens, new Shape(rows, 1));
    @Nullable NDArray bias = decoder.bias(now, length, 1).orElse(null);
    NDArray x = decoder.start(ids, length);
    List<KeyValue> grown = new ArrayList<>();
    for (int i = 0; i < decoder.layers().size(); i++) {
      int layer = i;
      UnaryOperator<KeyValue> all = newest -> grow(now, grown, layer, newest);
      x = decoder.layers().get(i).apply(x, all, bias, source.get(i), padding);
    }
    NDArray logits = decoder.logits(decoder.finish(x)).squeeze(1).stopGradient();
    replace(now, grown);
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

  /** The layer's past with the newest position after it, for this step and the next. */
  private KeyValue grow(NDManager now, List<KeyValue> grown, int layer, KeyValue newest) {
    KeyValue all = joined(layer, newest).kept(now);
    grown.add(all);
    return all;
  }

  private KeyValue joined(int layer, KeyValue newest) {
    return past.isEmpty() ? newest : past.get(layer).concat(newest);
  }

  @Override
  public void reorder(int[] from) {
    requireWithinExamples(from);
    if (length == 0) {
      return;
    }
    NDManager now = session.newSubManager();
    NDIndex index = new NDIndex("{}", now.create(from));
    List<KeyValue> picked =
        past.stream()
            .map(kv -> new KeyValue(kv.keys().get(now, index), kv.values().get(now, index)))
            .toList();
    replace(now, picked);
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
  private void replace(NDManager now, List<KeyValue> kept) {
    past = List.copyOf(kept);
    step.close();
    step = now;
  }

  @Override
  public void close() {
    step.close();
    session.close();
  }
}
