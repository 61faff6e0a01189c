package io.fusebox.causal;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.toolkit.tensor.AttentionMasks;
import io.fusebox.toolkit.tensor.SharedRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The segments of an input as one sequence: all of them, or some neighbouring ones. */
record CausalInput(CausalStack stack, PlmInput input) {

  CausalInput {
    require(input.length() > 0, "the PLM's encoder was given nothing to read");
    input.segments().forEach(segment -> requireFits(stack, input, segment));
    ReadableInput.require(stack, input);
    input.prefix().ifPresent(p -> p.requireFits(stack.prefixShape(), input.batch()));
  }

  private static void requireFits(CausalStack stack, PlmInput input, Segment segment) {
    Shape shape = segment.embeddings().getShape();
    String what = "the encoder's input '" + segment.name() + "'";
    require(
        shape.dimension() == 3 && shape.get(2) == stack.width(),
        "the embeddings of %s must be [b, s, %d], found %s; project them to the PLM's width"
            .formatted(what, stack.width(), shape));
    String itsMask = "the mask of '" + segment.name() + "'";
    Shape mask = segment.mask().getShape();
    require(
        mask.dimension() == 2 && mask.get(1) == segment.length(),
        "%s must be [b, %d], found %s".formatted(itsMask, segment.length(), mask));
    SharedRows.requireFit(mask.get(0), input.batch(), itsMask);
    SharedRows.requireFit(shape.get(0), input.batch(), what);
  }

  /** How many segments in front are the same for all of several examples; never all. */
  int shared() {
    List<Segment> list = input.segments().list();
    int shared = 0;
    boolean each = input.prefix().filter(prefix -> !prefix.shared()).isPresent();
    while (input.batch() > 1 && !each && shared < list.size() - 1 && list.get(shared).shared()) {
      shared++;
    }
    return shared;
  }

  /** The state before anything is read: the prefix, or nothing. */
  Past prefix() {
    return input
        .prefix()
        .map(prefix -> Past.of(prefix, input.segments().list().get(0).embeddings().getManager()))
        .orElse(Past.NOTHING);
  }

  /** The segments in front, each once when all are the same for every example. */
  TokenSequence first(int segments) {
    List<Segment> list = input.segments().list().subList(0, segments);
    return joined(list, list.stream().allMatch(Segment::shared) ? 1 : input.batch());
  }

  /** The segments after some in front. */
  TokenSequence behind(int segments) {
    List<Segment> list = input.segments().list();
    return joined(list.subList(segments, list.size()), input.batch());
  }

  private static TokenSequence joined(List<Segment> list, long batch) {
    NDList embeddings = new NDList();
    long[][] mask = new long[1][0];
    for (Segment segment : list) {
      embeddings.add(SharedRows.repeated(segment.embeddings(), batch));
      mask = KeyMasks.joined(mask, KeyMasks.of(segment.mask()));
    }
    // Joining a single one would copy it, and the copy has no gradient.
    NDArray all = embeddings.size() == 1 ? embeddings.get(0) : NDArrays.concat(embeddings, 1);
    return new TokenSequence(all, mask);
  }

  /** Which of the positions of the segments up to {@code to} are blind, behind {@code past} not. */
  boolean[] blind(int past, int to) {
    Stream<Segment> list = input.segments().list().stream().limit(to);
    boolean[] blind = new boolean[past];
    for (Segment segment : list.toList()) {
      int from = blind.length;
      blind = Arrays.copyOf(blind, from + Math.toIntExact(segment.length()));
      Arrays.fill(blind, from, blind.length, segment.blind());
    }
    return blind;
  }

  /** The input's own mask, to add to the scores; null = none. */
  @Nullable NDArray attention() {
    if (input.attention().isEmpty()) {
      return null;
    }
    NDArray allowed = input.attention().get();
    AttentionMasks.requireFits(allowed.getShape(), input.batch(), input.length());
    NDArray added = AttentionMasks.additive(allowed);
    int prefix = prefix().length();
    if (prefix == 0) {
      return added;
    }
    long[] seen = added.getShape().getShape().clone();
    seen[seen.length - 1] = prefix;
    NDArray zeros = added.getManager().zeros(new Shape(seen));
    return NDArrays.concat(new NDList(zeros, added), seen.length - 1);
  }
}
