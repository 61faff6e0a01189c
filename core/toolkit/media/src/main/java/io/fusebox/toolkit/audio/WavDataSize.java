package io.fusebox.toolkit.audio;

/**
 * How many bytes of samples a WAV file says that it has. A program that writes into a pipe cannot
 * go back to its header, and leaves there what it wrote at first.
 *
 * @param narrow the chunk's own size, 32 bits
 * @param wide what a file of 64-bit sizes says elsewhere; -1 = it does not
 */
record WavDataSize(long narrow, long wide) {
  private static final long MOST = 0xffff_ffffL;

  /** Programs take some bytes for headers, or for whole frames, off the largest number. */
  private static final long SLACK = 1 << 16;

  long bytes() {
    return narrow == MOST && wide > 0 ? wide : narrow;
  }

  boolean isNone() {
    return bytes() == 0;
  }

  /**
   * Whether this is not a size, but stands for one that was not known: nothing, or all that 31 or
   * 32 bits can say.
   *
   * @param there the bytes that follow
   */
  boolean isUnknown(long there) {
    if (isNone()) {
      return there > 0;
    }
    return bytes() > there && bytes() == narrow && (isNear(1L << 31) || isNear(MOST));
  }

  private boolean isNear(long number) {
    return Math.abs(narrow - number) <= SLACK;
  }
}
