package io.fusebox.toolkit.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/** SHA-256 over bytes that are added one after another. Not thread-safe. */
public final class Sha256 {
  private final MessageDigest digest;

  /** A digest of nothing yet. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The digest of {@code bytes}, in hexadecimal. */
  public static String hex(byte[] bytes) {
    return new Sha256().bytes(bytes).hex();
  }

  /** The digest of names with their values, in the order of the names, in hexadecimal. */
  public static String hex(SortedMap<String, String> values) {
    Sha256 sha = new Sha256();
    values.forEach((name, value) -> sha.text(name).text(value));
    return sha.hex();
  }

  public Sha256 bytes(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /** The rest of the buffer. */
  public Sha256 bytes(ByteBuffer bytes) {
    digest.update(bytes);
    return this;
  }

  /** All that is left to read. */
  public Sha256 bytes(InputStream in) throws IOException {
    in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    return this;
  }

  /** Four bytes, the highest first. */
  public Sha256 number(int number) {
    return bytes(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
  }

  /** Eight bytes, the highest first. */
  public Sha256 number(long number) {
    return bytes(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
  }

  /** The length first, so that no two lists of texts give the same bytes. */
  public Sha256 text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return number(bytes.length).bytes(bytes);
  }

  /** The digest, 32 bytes; then it is one of nothing again. */
  public byte[] digest() {
    return digest.digest();
  }

  /** The digest in hexadecimal; then it is one of nothing again. */
  public String hex() {
    return HexFormat.of().formatHex(digest());
  }
}
