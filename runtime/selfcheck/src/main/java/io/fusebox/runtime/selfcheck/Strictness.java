package io.fusebox.runtime.selfcheck;

import io.fusebox.api.FuseboxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The reaction to wrong kernels that nothing fixes; FUSEBOX_SELF_CHECK chooses it. */
public enum Strictness {
  /** Nothing is answered. */
  REFUSE,
  /** It is said, and Fusebox goes on. */
  WARN,
  /** Nothing is asked at the start. */
  OFF;

  /** The environment variable. */
  public static final String VARIABLE = "FUSEBOX_SELF_CHECK";

  /**
   * Reads a value of the variable; null = {@link #REFUSE}.
   *
   * @throws FuseboxException for any other word
   */
  public static Strictness of(String value) {
    if (value == null || value.isBlank()) {
      return REFUSE;
    }
    return Arrays.stream(values())
        .filter(each -> each.word().equals(value.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new FuseboxException(
                    "the environment variable %s must be one of %s, found '%s'"
                        .formatted(VARIABLE, words(), value)));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String words() {
    return Arrays.stream(values()).map(Strictness::word).collect(Collectors.joining(", "));
  }
}
