package io.fusebox.causal;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Prefix;
import io.fusebox.api.fusion.Segment;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The front of an input, which was read by itself: nothing in it sees what follows, so it becomes
 * the same for whatever does.
 *
 * @param prefix what they saw before themselves
 * @param segments what was read
 * @param mask {@code [1][n]} or {@code [b][n]} of them
 * @param run what they became
 */
record LeadingSegments(
    Optional<Prefix> prefix, List<Segment> segments, long[][] mask, CausalRun run) {

  /** Reads some segments in front of an input. */
  static LeadingSegments of(CausalInput joined, int segments) {
    TokenSequence own = joined.first(segments);
    Past prefix = joined.prefix();
    int n = prefix.length();
    long[][] keys = KeyMasks.joined(prefix.mask(), own.mask());
    SeenKeys seen = new SeenKeys(n, n, keys, joined.blind(n, segments));
    return new LeadingSegments(
        joined.input().prefix(),
        joined.input().segments().list().subList(0, segments),
        own.mask(),
        CausalRun.of(joined.stack(), prefix, own, seen));
  }

  /** How many keys the prefix has. */
  int prefixLength() {
    return prefix.map(p -> Math.toIntExact(p.length())).orElse(0);
  }

  Past past() {
    return new Past(run.layers(), KeyMasks.joined(KeyMasks.ones(prefixLength()), mask));
  }

  /** With how many of these segments another input begins, as they are here. */
  int common(PlmInput other) {
    List<Segment> others = other.segments().list();
    boolean same = prefix.isEmpty() && other.prefix().isEmpty() || same(other.prefix());
    int common = 0;
    while (same
        && common < Math.min(segments.size(), others.size() - 1)
        && same(segments.get(common), others.get(common))) {
      common++;
    }
    return common;
  }

  private boolean same(Optional<Prefix> other) {
    return prefix.isPresent()
        && other.isPresent()
        && prefix.get().keys().contentEquals(other.get().keys())
        && prefix.get().values().contentEquals(other.get().values());
  }

  private static boolean same(Segment a, Segment b) {
    return a.blind() == b.blind()
        && a.embeddings().contentEquals(b.embeddings())
        && a.mask().contentEquals(b.mask());
  }

  /** The first of these segments, for use on {@code manager}. */
  LeadingSegments first(int count, NDManager manager) {
    long n = segments.stream().limit(count).mapToLong(Segment::length).sum();
    NDIndex states = new NDIndex(":, :{}", n);
    NDIndex keys = new NDIndex(":, :, :{}", n + prefixLength());
    long[][] some = new long[mask.length][];
    for (int i = 0; i < some.length; i++) {
      some[i] = Arrays.copyOf(mask[i], Math.toIntExact(n));
    }
    return new LeadingSegments(
        prefix,
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
  LeadingSegments kept(NDManager owner) {
    return new LeadingSegments(
        prefix.map(
            p ->
                new Prefix(
                    TensorScope.detachTo(owner, p.keys()),
                    TensorScope.detachTo(owner, p.values()))),
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
