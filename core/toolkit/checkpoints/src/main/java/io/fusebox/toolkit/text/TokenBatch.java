package io.fusebox.toolkit.text;

import java.util.Arrays;
import java.util.List;

/**
 * Token ids of several texts, padded on the right to the longest.
 *
 * @param ids {@code [b, s]}
 * @param mask {@code [b, s]}, 1 = a token, 0 = padding
 */
public record TokenBatch(long[][] ids, long[][] mask) {

  /** Pads rows with {@code padId}. */
  public static TokenBatch pad(List<long[]> rows, long padId) {
    int longest = rows.stream().mapToInt(r -> r.length).max().orElse(0);
    long[][] ids = new long[rows.size()][longest];
    long[][] mask = new long[rows.size()][longest];
    for (int i = 0; i < ids.length; i++) {
      long[] row = rows.get(i);
      Arrays.fill(ids[i], padId);
      System.arraycopy(row, 0, ids[i], 0, row.length);
      Arrays.fill(mask[i], 0, row.length, 1);
    }
    return new TokenBatch(ids, mask);
  }
}
