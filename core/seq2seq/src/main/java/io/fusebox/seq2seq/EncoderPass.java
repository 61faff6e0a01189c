package io.fusebox.seq2seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.toolkit.tensor.AttentionMasks;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One pass of an encoder. Blind segments that stand {@linkplain PlmInput#hasSeparableBlindSegments
 * apart} are encoded first, once for the batch when they are the same for all, and the others see
 * their keys and values; otherwise all positions are read at once under a mask. The results are the
 * same.
 */
public final class EncoderPass {
  private EncoderPass() {}

  /** Encodes an input; gradients flow back to all of it. */
  public static EncoderOutput encode(EncoderStack stack, PlmInput input) {
    return encode(stack, input, blind -> BlindStates.of(stack, blind));
  }

  /**
   * Encodes an input.
   *
   * @param encoder what becomes of the blind segments
   */
  static EncoderOutput encode(
      EncoderStack stack, PlmInput input, Function<JoinedSegments, BlindStates> encoder) {
    JoinedInput joined = new JoinedInput(stack, input);
    if (!input.hasSeparableBlindSegments()) {
      return whole(joined);
    }
    JoinedSegments blind = joined.blind();
    return behind(joined, blind, encoder.apply(blind));
  }

  private static EncoderOutput whole(JoinedInput joined) {
    JoinedSegments all = joined.whole();
    NDArray allowed =
        TensorScope.freeIntermediates(
            () -> new SelfAttentionMask(joined.input()).allowed(all.mask()));
    EncoderRun run = EncoderRun.of(joined.stack(), allowed, all, all.positions());
    return new EncoderOutput(
        List.copyOf(run.states(all.embeddings(), (layer, own) -> own)), all.mask());
  }

  /** The others see the blind, wherever those are, then themselves. */
  private static EncoderOutput behind(JoinedInput joined, JoinedSegments blind, BlindStates known) {
    JoinedSegments seeing = joined.seeing();
    NDManager manager = seeing.embeddings().getManager();
    NDArray allowed = AttentionMasks.padding(joined.behind(blind.mask(), seeing.mask()));
    EncoderRun run = EncoderRun.of(joined.stack(), allowed, seeing, keys(blind, seeing));
    List<NDArray> states =
        run.states(
            seeing.embeddings(),
            (layer, own) -> known.layer(layer, manager, joined.input().batch()).concat(own));
    NDArray mask = joined.inOrder(blind.mask(), seeing.mask());
    return new EncoderOutput(joined(joined, known.states(), states), mask);
  }

  private static int[][] keys(JoinedSegments blind, JoinedSegments seeing) {
    int[][] first = blind.positions();
    int[][] second = seeing.positions();
    return IntStream.range(0, Math.max(first.length, second.length))
        .mapToObj(i -> joined(first[i % first.length], second[i % second.length]))
        .toArray(int[][]::new);
  }

  private static int[] joined(int[] first, int[] second) {
    return IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();
  }

  private static List<NDArray> joined(
      JoinedInput joined, List<NDArray> blind, List<NDArray> seeing) {
    List<NDArray> states = new ArrayList<>();
    for (int i = 0; i < seeing.size(); i++) {
      NDArray first = blind.get(i);
      NDArray second = seeing.get(i);
      states.add(TensorScope.freeIntermediates(() -> joined.inOrder(first, second)));
      if (i > 0) { // what comes in may be the caller's
        second.close();
      }
    }
    return List.copyOf(states);
  }
}
