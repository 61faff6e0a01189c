package io.fusebox.causal;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;

/**
 * The positions of some tokens: how many real ones stand before each in its own row, so that
 * padding moves nothing.
 *
 * @param rows {@code [b][t]}, or {@code [1][t]} when they are the same for every example
 */
public record TokenPositions(long[][] rows) {

  /**
   * Positions of tokens behind others.
   *
   * @param before {@code [1][p]} or {@code [b][p]}, 1 = a token, 0 = padding
   * @param mask {@code [b][t]} of these tokens
   */
  static TokenPositions behind(long[][] before, long[][] mask) {
    long[][] rows = new long[Math.max(before.length, mask.length)][];
    for (int i = 0; i < rows.length; i++) {
      long next = Arrays.stream(before[i % before.length]).sum();
      long[] own = mask[i % mask.length];
      rows[i] = new long[own.length];
      for (int j = 0; j < own.length; j++) {
        rows[i][j] = Math.max(0, own[j] == 0 ? next - 1 : next);
        next += own[j];
      }
    }
    return new TokenPositions(same(rows) ? new long[][] {rows[0]} : rows);
  }

  private static boolean same(long[][] rows) {
    return Arrays.stream(rows).allMatch(row -> Arrays.equals(row, rows[0]));
  }

  /** Refuses positions that the PLM does not know. */
  void requireBelow(long most) {
    long last = Arrays.stream(rows).flatMapToLong(Arrays::stream).max().orElse(0);
    require(
        last < most,
        "the PLM's input ends at position %d, but the PLM knows %d (max_position_embeddings); shorten it"
            .formatted(last + 1, most));
  }

  /** {@code [b, t]} or {@code [1, t]} int64, owned by {@code manager}. */
  public NDArray on(NDManager manager) {
    try (NDArray view = manager.create(rows)) {
      return view.duplicate();
    }
  }
}
