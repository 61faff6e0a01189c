package io.fusebox.runtime.http.security;

import io.fusebox.toolkit.files.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Random texts that nobody can guess. What is kept of one is its hash. */
public final class Secret {
  private static final int BYTES = 32;

  private Secret() {}

  /** A new one: 256 random bits in hexadecimal digits. */
  public static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Its SHA-256. A slow hash is for passwords, which can be guessed; 256 random bits cannot. */
  public static String hash(String secret) {
    return Sha256.hex(secret.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether two hashes are the same, in a time that does not depend on where they differ. */
  static boolean same(String hash, String other) {
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
