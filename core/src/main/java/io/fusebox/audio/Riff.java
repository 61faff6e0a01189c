package io.fusebox.audio;

import io.fusebox.FuseboxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The chunks of a WAV file. Sizes are what a stranger says: each is checked against the bytes that
 * are there.
 *
 * @param bytes the file up to where its header says that it ends, little-endian
 */
record Riff(ByteBuffer bytes) {
  private static final int HEADER = 12;
  private static final int CHUNK_HEADER = 8;

  /** Whether the bytes begin as a WAV file does. */
  static boolean isWave(byte[] file) {
    return file.length >= HEADER && id(file, 0).equals("RIFF") && id(file, 8).equals("WAVE");
  }

  /**
   * Opens a file that {@link #isWave}.
   *
   * @throws FuseboxException when it ends before its header says
   */
  static Riff open(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long end = CHUNK_HEADER + Integer.toUnsignedLong(bytes.getInt(4));
    if (end > file.length) {
      throw new FuseboxException(
          "the WAV file is cut off or its header lies: it claims %d bytes and has %d; fetch or record it again"
              .formatted(end, file.length));
    }
    return new Riff(bytes.limit((int) end));
  }

  /**
   * The content of the first chunk of this name.
   *
   * @throws FuseboxException when there is none, or a chunk claims more bytes than there are
   */
  ByteBuffer chunk(String name) {
    long at = HEADER;
    while (at + CHUNK_HEADER <= bytes.limit()) {
      String found = id(bytes.array(), (int) at);
      long size = Integer.toUnsignedLong(bytes.getInt((int) at + 4));
      requireThere(found, size, bytes.limit() - at - CHUNK_HEADER);
      if (found.equals(name)) {
        return bytes.slice((int) at + CHUNK_HEADER, (int) size).order(ByteOrder.LITTLE_ENDIAN);
      }
      at += CHUNK_HEADER + size + (size & 1); // chunks begin at even bytes
    }
    throw new FuseboxException(
        "the WAV file has no '%s' chunk, so it holds no sound; fetch or record it again"
            .formatted(name));
  }

  private static void requireThere(String chunk, long size, long there) {
    if (size > there) {
      throw new FuseboxException(
          "the WAV file is cut off or its header lies: its '%s' chunk claims %d bytes and %d are there; fetch or record it again"
              .formatted(chunk.replaceAll("[^ -~]", "?"), size, there));
    }
  }

  private static String id(byte[] file, int at) {
    return new String(file, at, 4, StandardCharsets.ISO_8859_1);
  }
}
