package io.fusebox.runtime.http;

import io.fusebox.api.FuseboxException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is refused: the status of the response, and why in words. */
public final class Problem extends FuseboxException {
  private static final long serialVersionUID = 1L;

  private static final Duration SOON = Duration.ofSeconds(1);

  private final int status;
  private final transient Map<String, String> headers = new LinkedHashMap<>();
  private final transient Map<String, Object> members = new LinkedHashMap<>();

  public Problem(int status, String detail) {
    super(detail);
    this.status = status;
  }

  public Problem(int status, String detail, @Nullable Throwable cause) {
    super(detail, cause);
    this.status = status;
  }

  /** Too much at once: to be tried again soon. */
  public static Problem tooMany(String detail) {
    return tooMany(detail, SOON);
  }

  /**
   * Too much at once.
   *
   * @param wait when to try again; whole seconds are said, so that nobody comes too early
   */
  public static Problem tooMany(String detail, Duration wait) {
    long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
    return new Problem(429, detail).with("Retry-After", Long.toString(seconds));
  }

  /** With a header of the response. */
  public Problem with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** With a further member of the body. */
  public Problem saying(String member, Object value) {
    members.put(member, value);
    return this;
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return Collections.unmodifiableMap(headers);
  }

  public Map<String, Object> members() {
    return Collections.unmodifiableMap(members);
  }
}
