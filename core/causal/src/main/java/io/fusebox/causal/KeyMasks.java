package io.fusebox.causal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;

/** Which of a sequence's positions are tokens, example by example: 1 = a token, 0 = padding. */
final class KeyMasks {
  private KeyMasks() {}

  /** {@code [b, s] -> [b][s]}. */
  static long[][] of(NDArray mask) {
    long[] all = mask.toType(DataType.INT64, false).toLongArray();
    int rows = Math.toIntExact(mask.getShape().get(0));
    int columns = all.length / rows;
    long[][] each = new long[rows][];
    for (int i = 0; i < rows; i++) {
      each[i] = Arrays.copyOfRange(all, i * columns, (i + 1) * columns);
    }
    return each;
  }

  /** Tokens alone, {@code [1][n]}. */
  static long[][] ones(int n) {
    long[][] one = new long[1][n];
    Arrays.fill(one[0], 1);
    return one;
  }

  /** These positions, then those; as many rows as the larger. */
  static long[][] joined(long[][] first, long[][] second) {
    long[][] joined = new long[Math.max(first.length, second.length)][];
    for (int i = 0; i < joined.length; i++) {
      long[] a = first[i % first.length];
      long[] b = second[i % second.length];
      joined[i] = Arrays.copyOf(a, a.length + b.length);
      System.arraycopy(b, 0, joined[i], a.length, b.length);
    }
    return joined;
  }

  /** Each row as often as it has beams, which stand together. */
  static long[][] repeated(long[][] rows, int beams) {
    long[][] repeated = new long[rows.length * beams][];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = rows[i / beams];
    }
    return repeated;
  }

  static boolean anyPadding(long[][] rows) {
    return Arrays.stream(rows).flatMapToLong(Arrays::stream).anyMatch(one -> one == 0);
  }

  /** Where each row's last token is; 0 in a row that has none. */
  static int[] last(long[][] rows) {
    return Arrays.stream(rows)
        .mapToInt(
            row -> {
              int at = row.length - 1;
              while (at > 0 && row[at] == 0) {
                at--;
              }
              return at;
            })
        .toArray();
  }
}
