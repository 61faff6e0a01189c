package io.fusebox.benchmarks;

/** A piece of a model's work. */
public sealed interface Piece {
  /** What is shown of it in a breakdown. */
  enum Kind {
    PRODUCTS,
    ATTENTION,
    ELEMENTWISE,
    COPIES
  }

  Kind kind();

  /** Floating-point operations of its matrix products; two for each multiplication. */
  default long flops() {
    return 0;
  }

  /**
   * {@code [rows, in] -> [rows, out]}.
   *
   * @param weight which weight is read: pieces with the same one share it
   */
  record Product(String weight, long rows, long in, long out) implements Piece {
    @Override
    public Kind kind() {
      return Kind.PRODUCTS;
    }

    @Override
    public long flops() {
      return 2 * rows * in * out;
    }
  }

  /** Scores of all pairs, their softmax, and the sums of values. */
  record Heads(long examples, long heads, long queries, long keys, long headWidth)
      implements Piece {
    @Override
    public Kind kind() {
      return Kind.ATTENTION;
    }

    @Override
    public long flops() {
      return 4 * examples * heads * queries * keys * headWidth;
    }
  }

  /** One pass over {@code [rows, width]}. */
  record Elements(Pass pass, long rows, long width) implements Piece {
    /** Which one. */
    enum Pass {
      NORM,
      ACTIVATION,
      SUM
    }

    @Override
    public Kind kind() {
      return Kind.ELEMENTWISE;
    }
  }

  /** Heads {@code [b, h, t, d]} put next to one another, {@code [b, t, h d]}. */
  record JoinedHeads(long examples, long heads, long positions, long headWidth) implements Piece {
    @Override
    public Kind kind() {
      return Kind.COPIES;
    }
  }
}
