package io.fusebox.examples.choice;

import io.fusebox.api.FuseboxException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Gives up when one row is too long: a quote that is never closed would fill the memory. */
final class BoundedReader extends FilterReader {
  /** A reader of CSV may have read as far ahead. */
  private static final int AHEAD = 1 << 16;

  private final int most;
  private long read;

  BoundedReader(Reader in, int most) {
    super(in);
    this.most = most;
  }

  /** A row has ended. */
  void nextRow() {
    read = 0;
  }

  @Override
  public int read() throws IOException {
    int c = super.read();
    count(1);
    return c;
  }

  @Override
  public int read(char[] buffer, int from, int length) throws IOException {
    int found = super.read(buffer, from, length);
    count(Math.max(found, 0));
    return found;
  }

  private void count(int more) {
    read += more;
    if (read > (long) most + AHEAD) {
      throw new FuseboxException(
          "a row is longer than %d characters; is a quote not closed?".formatted(most));
    }
  }
}
