package io.fusebox.toolkit.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The special tokens around one text or between two, found out by encoding a probe. Knowing them,
 * truncation can leave them whole and shorten the texts alone.
 */
record SpecialTokenTemplate(long[] before, long[] between, long[] after) {
  private static final String PROBE = "a";

  /** The tokens around one text; {@code between} is empty. */
  static SpecialTokenTemplate single(HuggingFaceTokenizer tokenizer) {
    int length = probeLength(tokenizer);
    Encoding probe = tokenizer.encode(PROBE, true, false);
    int start = leadingSpecials(probe);
    long[] ids = probe.getIds();
    return new SpecialTokenTemplate(
        Arrays.copyOf(ids, start),
        new long[0],
        Arrays.copyOfRange(ids, start + length, ids.length));
  }

  /** The tokens around and between two texts. */
  static SpecialTokenTemplate pair(HuggingFaceTokenizer tokenizer) {
    int length = probeLength(tokenizer);
    Encoding probe = tokenizer.encode(PROBE, PROBE, true, false);
    int start = leadingSpecials(probe);
    long[] ids = probe.getIds();
    int second = start + length;
    long[] mask = probe.getSpecialTokenMask();
    while (second < ids.length && mask[second] == 1) {
      second++;
    }
    return new SpecialTokenTemplate(
        Arrays.copyOf(ids, start),
        Arrays.copyOfRange(ids, start + length, second),
        Arrays.copyOfRange(ids, second + length, ids.length));
  }

  private static int probeLength(HuggingFaceTokenizer tokenizer) {
    return tokenizer.encode(PROBE, false, false).getIds().length;
  }

  private static int leadingSpecials(Encoding probe) {
    long[] mask = probe.getSpecialTokenMask();
    int start = 0;
    while (start < mask.length && mask[start] == 1) {
      start++;
    }
    return start;
  }

  /** The tokens around a part of a text. */
  SpecialTokenTemplate part(boolean begins, boolean ends) {
    long[] none = new long[0];
    return new SpecialTokenTemplate(begins ? before : none, none, ends ? after : none);
  }

  /** The number of special tokens. */
  int length() {
    return before.length + between.length + after.length;
  }

  /** The whole input; {@code second} is empty for one text. */
  long[] join(long[] first, long[] second) {
    return Stream.of(before, first, between, second, after).flatMapToLong(Arrays::stream).toArray();
  }
}
