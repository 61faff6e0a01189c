package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.fusebox.FuseboxException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Tries files that were made of good ones by mutation, each from a seed. Whatever is in them, they
 * are read, or refused with a {@link FuseboxException} of one sentence in our own words: without a
 * crash, within ten seconds and 512 MB.
 *
 * <p>{@code -Dfusebox.fuzz.from=SEED -Dfusebox.fuzz.count=1} tries one seed again, a large count
 * tries many more.
 */
public final class HostileInputs {
  private static final long MOST_SECONDS = 10;
  private static final long MOST_BYTES = 512L << 20;
  private static final int MOST_WORDS = 2_000;
  private static final int MOST_FAILURES = 20;

  /** What only a library, or a defect, says. */
  private static final Pattern NOT_OURS =
      Pattern.compile("REDACTED|Exception|\\b(com|org|java|javax|sun)\\.[a-z]+\\.|[\\r\\n]");

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final String kind;
  private final List<byte[]> good;
  private final boolean text;

  /** How a file is read. */
  @FunctionalInterface
  public interface Reading {
    void read(byte[] file) throws Exception;
  }

  private HostileInputs(String kind, List<byte[]> good, boolean text) {
    this.kind = kind;
    this.good = List.copyOf(good);
    this.text = text;
  }

  /** Files whose bytes are changed: numbers in headers, sections, ends. */
  public static HostileInputs ofBytes(String kind, List<byte[]> good) {
    return new HostileInputs(kind, good, false);
  }

  /** Files of JSON, YAML or the like, whose values are changed too. */
  public static HostileInputs ofText(String kind, List<byte[]> good) {
    return new HostileInputs(kind, good, true);
  }

  /**
   * Tries {@code count} files. The good ones must be read: a reader that refuses all of them would
   * pass too.
   *
   * @param kept seeds that once found something
   */
  public void tryAll(int count, Reading reading, long... kept) {
    good.forEach(file -> assertDoesNotThrow(() -> reading.read(file), kind + ", a good file"));
    List<String> failures = new ArrayList<>();
    long from = Long.getLong("fusebox.fuzz.from", 0);
    long to = from + Integer.getInteger("fusebox.fuzz.count", count);
    for (long seed : kept) {
      tryOne(seed, reading, failures);
    }
    for (long seed = from; seed < to && failures.size() < MOST_FAILURES; seed++) {
      tryOne(seed, reading, failures);
    }
    assertEquals(List.of(), failures, kind);
  }

  private void tryOne(long seed, Reading reading, List<String> failures) {
    byte[] file = Mutation.of(seed, good, text);
    String failure = failure(file, reading);
    if (!failure.isEmpty()) {
      failures.add("%s, seed %d: %s".formatted(kind, seed, failure));
    }
  }

  /** Empty when the file was read or refused as it should be. */
  private static String failure(byte[] file, Reading reading) {
    ExecutorService worker = Executors.newSingleThreadExecutor(HostileInputs::thread);
    Future<Long> allocated =
        worker.submit(
            () -> {
              long before = THREADS.getCurrentThreadAllocatedBytes();
              try {
                reading.read(file);
              } catch (FuseboxException e) {
                requireSentence(String.valueOf(e.getMessage()));
              }
              return THREADS.getCurrentThreadAllocatedBytes() - before;
            });
    try {
      long bytes = allocated.get(MOST_SECONDS, TimeUnit.SECONDS);
      return bytes > MOST_BYTES ? "it took %d MB".formatted(bytes >> 20) : "";
    } catch (TimeoutException e) {
      return "it took more than %d s".formatted(MOST_SECONDS);
    } catch (ExecutionException e) {
      return trace(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } finally {
      worker.shutdownNow();
    }
  }

  private static void requireSentence(String message) {
    if (message.matches("(?s).*[\\r\\n].*")) {
      throw new AssertionError("more than one line: " + message);
    }
    String own = message.replaceAll("'[^']*'|\"[^\"]*\"", ""); // what is quoted is the file's
    if (own.isBlank() || message.length() > MOST_WORDS || NOT_OURS.matcher(own).find()) {
      throw new AssertionError("no sentence of our own: " + message);
    }
  }

  private static String trace(Throwable cause) {
    StringBuilder trace = new StringBuilder(cause.toString());
    trace.setLength(Math.min(trace.length(), 500));
    for (int i = 0;
        i < Math.min(cause instanceof AssertionError ? 0 : 12, cause.getStackTrace().length);
        i++) {
      trace.append("\n    at ").append(cause.getStackTrace()[i]);
    }
    return trace.toString();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "hostile input");
    thread.setDaemon(true); // one that hangs does not keep the tests from ending
    return thread;
  }
}
