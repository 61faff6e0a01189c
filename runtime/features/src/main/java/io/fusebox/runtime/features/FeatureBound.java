package io.fusebox.runtime.features;

import io.fusebox.api.FuseboxException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much disk the features of a workspace may take; FUSEBOX_FEATURES_KEEP chooses it.
 *
 * @param bytes the bound; 0 = nothing is kept on disk
 */
public record FeatureBound(long bytes) {
  /** The environment variable. */
  public static final String VARIABLE = "FUSEBOX_FEATURES_KEEP";

  /** 20 GB. */
  public static final FeatureBound DEFAULT = new FeatureBound(20_000_000_000L);

  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)\\s*([KMGT]?)B?", Pattern.CASE_INSENSITIVE);
  private static final List<String> UNITS = List.of("", "K", "M", "G", "T");
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  /** Packs are evicted whole, so there are many of them below the bound. */
  private static final int PACKS = 256;

  private static final long LARGEST_PACK = 64_000_000;

  /**
   * Reads a value of the variable, such as {@code 20 GB}; null = {@link #DEFAULT}.
   *
   * @throws FuseboxException for anything else
   */
  public static FeatureBound of(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return DEFAULT;
    }
    Matcher size = SIZE.matcher(value.strip());
    if (!size.matches()) {
      throw new FuseboxException(
          "the environment variable %s must be a size such as '20 GB' or '500 MB', found '%s'"
              .formatted(VARIABLE, value));
    }
    int zeros = 3 * UNITS.indexOf(size.group(2).toUpperCase(Locale.ROOT));
    BigDecimal bytes = new BigDecimal(size.group(1)).scaleByPowerOfTen(zeros);
    return new FeatureBound(bytes.min(MOST).longValue());
  }

  /** A pack that has as many bytes gets no more entries. */
  long packBytes() {
    return Math.min(LARGEST_PACK, bytes / PACKS);
  }
}
