package io.fusebox.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a hostile file of good ones; the same seed makes the same file. Used for one file. */
final class Mutation {
  private static final long[] EXTREMES = {
    0,
    1,
    -1,
    2,
    127,
    255,
    65_535,
    60_000,
    1 << 24,
    Integer.MAX_VALUE,
    1L << 31,
    (1L << 32) - 1,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  /** What stands in a text for another value, or among its lines. */
  private static final List<String> PIECES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "1e999",
          "NaN",
          ".inf",
          "\"\"",
          "{}",
          "[]",
          "9223372036854775808",
          "-2147483649",
          "4294967296",
          "1e-999",
          "0x7fffffff",
          "1_000",
          "190:20:30",
          "2001-01-01",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\u0000",
          "\u0007",
          "\ufeff",
          "\u2028",
          "\ud83d\ude00",
          "&x [*x]",
          "&x {a: *x}",
          "*nobody",
          "&x",
          "<<: 5",
          "<<: {a: 1}",
          "{<<: {a: 1}}",
          "? [a]",
          "!!java.net.URL [\"http://localhost\"]",
          "!!binary aGVsbG8=",
          "!!set {a, b}",
          "!!int x",
          "!!float z",
          "!!timestamp x",
          "!!omap [a: 1]",
          "!x y",
          "%TAG ! x",
          "%YAML 9.9",
          "\n---\n",
          "\n...\n",
          "\t",
          "\n\tx: 1\n",
          "- ",
          ": ",
          ",",
          "\"",
          "'",
          "[",
          "{",
          "}",
          "]",
          "#",
          "|",
          ">",
          "\\",
          "/*",
          "@x",
          "`x",
          "\r",
          "\n\n",
          "{\"a\":1,\"a\":2}",
          "{a: 1, a: 2}",
          "{1: 2}");

  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"|-?[0-9][0-9.eE+-]*|[A-Za-z_-]+|[\\[\\]{},:]");

  private final Random random;
  private final List<byte[]> good;
  private final boolean text;

  private Mutation(long seed, List<byte[]> good, boolean text) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    this.good = good;
    this.text = text;
  }

  static byte[] of(long seed, List<byte[]> good, boolean text) {
    return new Mutation(seed, good, text).mutated();
  }

  private byte[] mutated() {
    byte[] bytes = any();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      bytes = text && random.nextInt(3) > 0 ? inText(bytes) : inBytes(bytes);
    }
    return bytes;
  }

  private byte[] any() {
    return good.get(random.nextInt(good.size())).clone();
  }

  private byte[] inBytes(byte[] bytes) {
    int at = place(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 8 : 200));
    switch (random.nextInt(9)) {
      case 0:
        return replaced(bytes, at, at + Math.min(1, length), flipped(bytes, at));
      case 1:
        return replaced(bytes, at, at + Math.min(1, length), noise(1));
      case 2:
        return Arrays.copyOf(bytes, at);
      case 3:
        return replaced(bytes, at, at, noise(1 + random.nextInt(16)));
      case 4:
        return replaced(bytes, at, at + length, new byte[0]);
      case 5:
        return replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
      case 6, 7:
        byte[] number = extreme();
        return replaced(bytes, at, Math.min(bytes.length, at + number.length), number);
      default:
        byte[] other = any();
        return replaced(bytes, at, bytes.length, tail(other, place(other.length)));
    }
  }

  private byte[] inText(byte[] bytes) {
    String found = new String(bytes, StandardCharsets.UTF_8);
    int[] token = token(found);
    String piece = PIECES.get(random.nextInt(PIECES.size()));
    String before = found.substring(0, token[0]);
    String here = found.substring(token[0], token[1]);
    String after = found.substring(token[1]);
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> utf8(before + piece + after);
      case 3 -> utf8(before + here + piece + after);
      case 4 -> utf8(before + after);
      case 5 -> utf8(before + here + here + after);
      case 6 -> utf8(before + EXTREMES[random.nextInt(EXTREMES.length)] + after);
      case 7 -> utf8(before + deep() + after);
      case 8 -> utf8(before + "\"" + "x".repeat(random.nextInt(200_000)) + "\"" + after);
      case 9 -> lineTwice(found);
      case 10 ->
          found.getBytes(
              List.of(
                      StandardCharsets.UTF_16,
                      StandardCharsets.UTF_16LE,
                      StandardCharsets.ISO_8859_1)
                  .get(random.nextInt(3)));
      default -> utf8(before + laughs() + after);
    };
  }

  /** A token anywhere; of a text without one, the empty one at its end. */
  private int[] token(String found) {
    Matcher tokens = TOKEN.matcher(found);
    int from = found.isEmpty() ? 0 : random.nextInt(found.length());
    return tokens.find(from) || tokens.find(0)
        ? new int[] {tokens.start(), tokens.end()}
        : new int[] {found.length(), found.length()};
  }

  private byte[] lineTwice(String found) {
    String[] lines = found.split("(?<=\n)");
    int twice = random.nextInt(lines.length);
    lines[twice] += lines[random.nextBoolean() ? twice : random.nextInt(lines.length)];
    return utf8(String.join("", lines));
  }

  private String deep() {
    String open = List.of("[", "{\"a\":", "- ", "{a: ").get(random.nextInt(4));
    return open.repeat(1 << random.nextInt(18));
  }

  /** Aliases of aliases: ten to the tenth values in a few lines. */
  private static String laughs() {
    StringBuilder laughs = new StringBuilder("{l0: &l0 [lol]");
    for (int i = 1; i < 11; i++) {
      laughs.append(", l%d: &l%d [".formatted(i, i));
      laughs
          .append(String.join(",", java.util.Collections.nCopies(10, "*l" + (i - 1))))
          .append("]");
    }
    return laughs.append("}").toString();
  }

  /** Headers decide most. */
  private int place(int length) {
    int bound = random.nextBoolean() ? Math.min(64, length) : length;
    return bound == 0 ? 0 : random.nextInt(bound);
  }

  private byte[] extreme() {
    long value = EXTREMES[random.nextInt(EXTREMES.length)];
    int width = 1 << (1 + random.nextInt(3));
    ByteBuffer all = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
    byte[] little = Arrays.copyOf(all.array(), width);
    byte[] big = little.clone();
    for (int i = 0; i < width; i++) {
      big[i] = little[width - 1 - i];
    }
    return random.nextBoolean() ? little : big;
  }

  private byte[] flipped(byte[] bytes, int at) {
    return bytes.length == 0 ? bytes : new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))};
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + by.length);
    out.write(bytes, 0, from);
    out.writeBytes(by);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
