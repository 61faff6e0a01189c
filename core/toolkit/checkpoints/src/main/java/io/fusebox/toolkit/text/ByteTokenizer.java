package io.fusebox.toolkit.text;

import io.fusebox.api.plm.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A tokenizer without a file: a token for each byte of a text's UTF-8, after those for padding, the
 * end and the unknown, as in ByT5 (Xue et al., 2022, "ByT5: Towards a Token-Free Future with
 * Pre-trained Byte-to-Byte Models"). A text ends with {@link #END}.
 */
public final class ByteTokenizer implements Tokenizer {
  public static final long PAD = 0;
  public static final long END = 1;
  public static final long UNKNOWN = 2;

  private static final int SPECIAL = 3;
  private static final int BYTES = 256;

  @Override
  public long[] encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long[] ids = new long[bytes.length + 1];
    for (int i = 0; i < bytes.length; i++) {
      ids[i] = SPECIAL + Byte.toUnsignedInt(bytes[i]);
    }
    ids[bytes.length] = END;
    return ids;
  }

  @Override
  public long[] encode(String first, String second) {
    return LongStream.concat(LongStream.of(encode(first)), LongStream.of(encode(second))).toArray();
  }

  /** Bytes that are not UTF-8 become U+FFFD. */
  @Override
  public String decode(long[] ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(ids.length);
    for (long id : ids) {
      if (isByte(id)) {
        bytes.write((int) (id - SPECIAL));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public List<String> tokens(long[] ids) {
    return Arrays.stream(ids).mapToObj(ByteTokenizer::token).toList();
  }

  private static String token(long id) {
    if (isByte(id)) {
      return "<0x%02X>".formatted(id - SPECIAL);
    }
    return id == PAD ? "<pad>" : id == END ? "</s>" : "<unk>";
  }

  private static boolean isByte(long id) {
    return id >= SPECIAL && id < SPECIAL + BYTES;
  }

  @Override
  public int vocabularySize() {
    return SPECIAL + BYTES;
  }

  @Override
  public Map<String, Long> specialTokens() {
    return Map.of("pad_token", PAD, "eos_token", END, "unk_token", UNKNOWN);
  }
}
