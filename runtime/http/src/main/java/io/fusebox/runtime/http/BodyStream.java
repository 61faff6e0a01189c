package io.fusebox.runtime.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** The body of a request: at most so many bytes, and all of them within a time. */
final class BodyStream extends InputStream {
  private final Content.Source source;
  private final long most;
  private final Duration limit;
  private final long end;
  private final Semaphore come = new Semaphore(0);
  private Content.@Nullable Chunk chunk;
  private long read;

  BodyStream(Content.Source source, long most, Duration limit) {
    this.source = source;
    this.most = most;
    this.limit = limit;
    this.end = System.nanoTime() + limit.toNanos();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (chunk == null || !chunk.hasRemaining()) {
      if (chunk != null && chunk.isLast()) {
        return -1;
      }
      next();
    }
    ByteBuffer buffer = chunk.getByteBuffer();
    int count = Math.min(length, buffer.remaining());
    buffer.get(bytes, offset, count);
    read += count;
    if (read > most) {
      throw tooLarge(most);
    }
    return count;
  }

  private void next() throws IOException {
    release();
    chunk = source.read();
    while (chunk == null) {
      source.demand(come::release);
      await();
      chunk = source.read();
    }
    if (Content.Chunk.isFailure(chunk)) {
      throw failure(chunk.getFailure());
    }
  }

  private void await() throws IOException {
    try {
      if (!come.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw tooSlow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private IOException failure(Throwable why) {
    if (why instanceof TimeoutException) {
      throw tooSlow();
    } else if (why instanceof HttpException bad) {
      throw new Problem(bad.getCode(), "the body cannot be read: " + bad.getReason(), why);
    }
    return new IOException("the body was broken off", why);
  }

  private Problem tooSlow() {
    return new Problem(
        408, "the body did not come within %d s; send it faster".formatted(limit.toSeconds()));
  }

  static Problem tooLarge(long most) {
    return new Problem(413, "the body is larger than the %,d bytes that are read".formatted(most));
  }

  private void release() {
    if (chunk != null) {
      chunk.release();
    }
  }

  /** The rest of the body is not asked for. */
  @Override
  public void close() {
    release();
    chunk = Content.Chunk.EOF;
  }
}
