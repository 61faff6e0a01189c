package io.fusebox.toolkit.generation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.text.TokenBatch;
import java.util.Arrays;
import java.util.List;

/** The target answers, as token ids {@code [b, t]}; {@link #IGNORED} where it does not matter. */
public final class Labels {
  /** The id that no loss is taken on. */
  public static final long IGNORED = -100;

  private Labels() {}

  /**
   * Answers as labels: their tokens, padded.
   *
   * @return {@code [b, t]} int64, owned by {@code manager}
   */
  public static NDArray of(NDManager manager, Plm plm, List<String> texts) {
    List<long[]> rows = texts.stream().map(plm::answer).toList();
    return manager.create(TokenBatch.pad(rows, IGNORED).ids());
  }

  /**
   * The decoder's inputs for these labels: one to the right after the start token.
   *
   * @param labels {@code [b, t]}
   * @param start the token that every decoder input begins with
   * @param pad stands where labels are {@link #IGNORED}
   * @return {@code [b, t]} int64, owned by the manager of {@code labels}
   */
  public static NDArray shiftRight(NDArray labels, long start, long pad) {
    int rows = Math.toIntExact(labels.getShape().get(0));
    int columns = Math.toIntExact(labels.getShape().get(1));
    long[] all = labels.toType(DataType.INT64, false).toLongArray();
    for (int first = 0; first < all.length; first += columns) {
      long[] row = Arrays.copyOfRange(all, first, first + columns);
      System.arraycopy(shiftRight(row, start, pad), 0, all, first, columns);
    }
    return labels.getManager().create(all, new Shape(rows, columns));
  }

  /** The same of one example's labels. */
  public static long[] shiftRight(long[] labels, long start, long pad) {
    long[] shifted = new long[labels.length];
    for (int i = 0; i < labels.length; i++) {
      long before = i == 0 ? start : labels[i - 1];
      shifted[i] = before == IGNORED ? pad : before;
    }
    return shifted;
  }
}
