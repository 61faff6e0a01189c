package io.fusebox.runtime.launcher;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises that memory was too small, whatever reported it and in whatever words. */
final class OutOfMemory {
  /** Messages of PyTorch, the C++ library, the loader of libraries and Linux. */
  private static final Pattern NATIVE =
      Pattern.compile(
          "can't allocate memory|not enough memory|bad_alloc|Cannot allocate memory"
              + "|failed to map segment");

  private OutOfMemory() {}

  /** A message with a remedy; empty when memory is not the cause. */
  static Optional<String> reason(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof OutOfMemoryError) {
        return Optional.of(java(each));
      }
      if (each.getMessage() != null && NATIVE.matcher(each.getMessage()).find()) {
        return Optional.of(
            "there was not enough memory on top of Java's for the models (%s): give the machine or the"
                    .formatted(firstLine(each.getMessage()))
                + " container more, allow more (ulimit -v), or leave Java less"
                + " (FUSEBOX_JAVA_OPTS=-Xmx512m)");
      }
    }
    return Optional.empty();
  }

  private static String java(Throwable error) {
    return String.format(
        Locale.ROOT,
        "Java's memory, %d MB, was not enough (%s): allow more, if the machine has it, with"
            + " FUSEBOX_JAVA_OPTS=-Xmx4g, or use smaller data or a smaller model",
        Runtime.getRuntime().maxMemory() >> 20,
        error.getMessage());
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
