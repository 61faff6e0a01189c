package io.fusebox.causal;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.fusion.Segment;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.List;

/**
 * What stands in front of an input and was read by itself: nothing in it sees what comes behind, so
 * it becomes the same for whatever does.
 *
 * @param segments what was read
 * @param mask {@code [1][n]} or {@code [b][n]} of them
 * @param run what they became
 */
record Front(List<Segment> segments, long[][] mask, CausalRun run) {

  /** Reads some segments in front of an input. */
  static Front of(JoinedInput joined, int segments) {
    TokenSequence own = joined.first(segments);
    SeenKeys seen = new SeenKeys(0, own.mask(), joined.blind(0, segments));
    CausalRun run = CausalRun.of(joined.stack(), Past.NOTHING, own, seen);
    return new Front(joined.input().segments().list().subList(0, segments), own.mask(), run);
  }

  Past past() {
    return new Past(run.layers(), mask);
  }

  /** With how many of these segments another input begins, as they are here. */
  int common(List<Segment> others) {
    int common = 0;
    while (common < Math.min(segments.size(), others.size() - 1)
        && same(segments.get(common), others.get(common))) {
      common++;
    }
    return common;
  }

  private static boolean same(Segment a, Segment b) {
    return a.blind() == b.blind()
        && a.embeddings().contentEquals(b.embeddings())
        && a.mask().contentEquals(b.mask());
  }

  /** The first of these segments, for use on {@code manager}. */
  Front first(int count, NDManager manager) {
    long n = segments.stream().limit(count).mapToLong(Segment::length).sum();
    NDIndex states = new NDIndex(":, :{}", n);
    NDIndex keys = new NDIndex(":, :, :{}", n);
    long[][] some = new long[mask.length][];
    for (int i = 0; i < some.length; i++) {
      some[i] = java.util.Arrays.copyOf(mask[i], Math.toIntExact(n));
    }
    return new Front(
        segments.subList(0, count),
        some,
        new CausalRun(
            run.states().stream().map(x -> TensorScope.viewOn(manager, x).get(states)).toList(),
            run.layers().stream()
                .map(
                    kv ->
                        new KeyValue(
                            TensorScope.viewOn(manager, kv.keys()).get(keys),
                            TensorScope.viewOn(manager, kv.values()).get(keys)))
                .toList()));
  }

  /** The same without a history for gradients, owned by {@code owner}. */
  Front kept(NDManager owner) {
    return new Front(
        segments.stream()
            .map(
                s ->
                    s.with(
                        TensorScope.detachTo(owner, s.embeddings()),
                        TensorScope.detachTo(owner, s.mask())))
            .toList(),
        mask,
        new CausalRun(
            run.states().stream().map(x -> TensorScope.detachTo(owner, x)).toList(),
            run.layers().stream().map(kv -> kv.kept(owner)).toList()));
  }
}
