package io.fusebox.runtime.features;

import ai.djl.ndarray.types.Shape;
import io.fusebox.toolkit.files.Sha256;
import io.fusebox.toolkit.tensor.HostTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An entry of a pack, little-endian: the header (mark, length of the entry, digest of the key,
 * CRC32C of those), the lengths of key and shape, key, shape, float32 numbers, and the CRC32C of
 * all before. Whoever looks for entries reads headers alone.
 */
final class PackEntry {
  static final int HEADER = 20;

  private static final int MARK = 0x54414546; // "FEAT"
  private static final int CHECKED = HEADER - Integer.BYTES;
  private static final int SMALLEST = HEADER + 3 * Integer.BYTES;
  private static final int MOST_BYTES = 1 << 30;

  private PackEntry() {}

  /** A key as a number. Two keys may have one: an entry has its whole key. */
  static long digest(String key) {
    String hex = Sha256.hex(key.getBytes(StandardCharsets.UTF_8));
    return Long.parseUnsignedLong(hex.substring(0, 16), 16);
  }

  /**
   * The bytes of an entry.
   *
   * @throws IOException for more than a gigabyte
   */
  static ByteBuffer encode(String key, HostTensor features) throws IOException {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    long[] shape = features.shape().getShape();
    long length =
        SMALLEST + name.length + 8L * shape.length + (long) Float.BYTES * features.data().length;
    if (length > MOST_BYTES) {
      throw new IOException("an entry of %,d bytes is too large".formatted(length));
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(MARK).putInt((int) length).putLong(digest(key)).putInt(checksum(bytes, CHECKED));
    bytes.putInt(name.length).putInt(shape.length).put(name);
    for (long size : shape) {
      bytes.putLong(size);
    }
    bytes.asFloatBuffer().put(features.data());
    int end = (int) length - Integer.BYTES;
    return bytes.putInt(end, checksum(bytes, end)).rewind();
  }

  /** The length of the entry that a header begins; empty where it is none. */
  static Optional<Integer> length(ByteBuffer header) {
    boolean whole =
        header.remaining() >= HEADER
            && header.getInt(0) == MARK
            && header.getInt(CHECKED) == checksum(header, CHECKED);
    return whole ? Optional.of(header.getInt(4)) : Optional.empty();
  }

  /** The digest of the key in a header. */
  static long digest(ByteBuffer header) {
    return header.getLong(8);
  }

  /**
   * The features in an entry; empty when it is another key's.
   *
   * @throws IOException when it is damaged
   */
  static Optional<HostTensor> decode(ByteBuffer entry, String key) throws IOException {
    int end = entry.limit() - Integer.BYTES;
    if (entry.limit() < SMALLEST || entry.getInt(end) != checksum(entry, end)) {
      throw new IOException("its checksum is wrong");
    }
    int nameLength = entry.getInt(HEADER);
    int dimensions = entry.getInt(HEADER + Integer.BYTES);
    if (nameLength < 0
        || dimensions < 0
        || SMALLEST + nameLength + (long) Long.BYTES * dimensions > entry.limit()) {
      throw new IOException("its key or shape is longer than the entry");
    }
    byte[] name = new byte[nameLength];
    long[] shape = new long[dimensions];
    entry.position(HEADER + 2 * Integer.BYTES).get(name);
    if (!key.equals(new String(name, StandardCharsets.UTF_8))) {
      return Optional.empty();
    }
    for (int i = 0; i < shape.length; i++) {
      shape[i] = entry.getLong();
    }
    float[] numbers = new float[(end - entry.position()) / Float.BYTES];
    entry.asFloatBuffer().get(numbers);
    try {
      return Optional.of(new HostTensor(new Shape(shape), numbers));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static int checksum(ByteBuffer bytes, int end) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().position(0).limit(end));
    return (int) crc.getValue();
  }
}
