package io.fusebox.toolkit.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes WAV files, right or wrong. */
record WavBytes(int tag, int channels, long rate, int frame, int bits) {
  static final int INTEGER = 1;
  static final int FLOAT = 3;

  static WavBytes of(int tag, int bits, int channels, long rate) {
    return new WavBytes(tag, channels, rate, channels * bits / 8, bits);
  }

  /** 16 bits, mono, 16 kHz. */
  static byte[] silence(int samples) {
    return of(INTEGER, 16, 1, 16_000).file(new byte[2 * samples]);
  }

  byte[] file(byte... data) {
    return riff(chunk("fmt ", fmt(new byte[0])), chunk("data", data));
  }

  /** {@code WAVE_FORMAT_EXTENSIBLE}: the format's number stands in a GUID. */
  byte[] extensible(byte... data) {
    ByteBuffer rest = little(24);
    rest.putShort((short) 22).putShort((short) bits).putInt(0).putShort((short) tag);
    rest.put(new byte[] {0, 0, 0, 0, 16, 0, (byte) 128, 0, 0, (byte) 170, 0, 56, (byte) 155, 113});
    WavBytes named = new WavBytes(0xfffe, channels, rate, frame, bits);
    return riff(chunk("fmt ", named.fmt(rest.array())), chunk("data", data));
  }

  byte[] fmt(byte[] rest) {
    ByteBuffer fmt = little(16 + rest.length);
    fmt.putShort((short) tag).putShort((short) channels).putInt((int) rate);
    fmt.putInt((int) rate * frame).putShort((short) frame).putShort((short) bits).put(rest);
    return fmt.array();
  }

  static byte[] riff(byte[]... chunks) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes("WAVE".getBytes(StandardCharsets.ISO_8859_1));
    for (byte[] chunk : chunks) {
      body.writeBytes(chunk);
    }
    return chunk("RIFF", body.toByteArray());
  }

  static byte[] chunk(String name, byte... content) {
    return chunk(name, content.length, content);
  }

  /** A chunk that says another size than it has. */
  static byte[] chunk(String name, long size, byte[] content) {
    ByteBuffer chunk = little(8 + content.length + (content.length & 1));
    chunk.put(name.getBytes(StandardCharsets.ISO_8859_1)).putInt((int) size).put(content);
    return chunk.array();
  }

  static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
