package io.fusebox.toolkit.audio;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import java.nio.ByteBuffer;

/** The {@code fmt} chunk of a WAV file: the format of its samples. */
record WavFormat(SampleFormat type, int channels, int rate) {
  private static final int PLAIN_BYTES = 16;
  private static final int EXTENSIBLE = 0xfffe;
  private static final int EXTENSIBLE_BYTES = 40;
  private static final int SUB_FORMAT = 24;

  /** The 14 bytes after the number of every sub-format that is read. */
  private static final long GUID_MIDDLE = 0x0010_0000_0000L;

  private static final long GUID_END = 0x719b_3800_aa00_0080L;

  WavFormat {
    require(channels >= 1, "the WAV file claims 0 channels; fetch or record it again");
    Waveform.requireRate(rate);
  }

  /**
   * Reads the chunk.
   *
   * @throws FuseboxException when it contradicts itself, or the samples are of a type that is not
   *     read
   */
  static WavFormat read(ByteBuffer fmt) {
    requireBytes(fmt, PLAIN_BYTES);
    int tag = u16(fmt, 0);
    if (tag == EXTENSIBLE) {
      tag = subFormat(fmt);
    }
    int bits = u16(fmt, 14);
    SampleFormat type = SampleFormat.of(tag, bits).orElse(null);
    if (type == null) {
      throw unknown(tag, bits);
    }
    long rate = Integer.toUnsignedLong(fmt.getInt(4));
    WavFormat format = new WavFormat(type, u16(fmt, 2), (int) Math.min(rate, Integer.MAX_VALUE));
    format.requireFrame(u16(fmt, 12));
    return format;
  }

  /** The bytes of one sample of every channel. */
  int frameBytes() {
    return channels * type.bytes();
  }

  private void requireFrame(int claimed) {
    require(
        claimed == frameBytes(),
        "the WAV file's header contradicts itself: it claims %d bytes for each frame, but %d channels of %d bytes are %d; fetch or record it again"
            .formatted(claimed, channels, type.bytes(), frameBytes()));
  }

  private static int subFormat(ByteBuffer fmt) {
    requireBytes(fmt, EXTENSIBLE_BYTES);
    boolean known =
        fmt.getLong(SUB_FORMAT) >>> 16 == GUID_MIDDLE && fmt.getLong(SUB_FORMAT + 8) == GUID_END;
    return known ? u16(fmt, SUB_FORMAT) : EXTENSIBLE;
  }

  private static void requireBytes(ByteBuffer fmt, int least) {
    require(
        fmt.limit() >= least,
        "the WAV file's 'fmt ' chunk has %d bytes, expected at least %d; fetch or record it again"
            .formatted(fmt.limit(), least));
  }

  private static int u16(ByteBuffer fmt, int at) {
    return Short.toUnsignedInt(fmt.getShort(at));
  }

  private static FuseboxException unknown(int tag, int bits) {
    return new FuseboxException(
        "the WAV file holds samples of format 0x%04x with %d bits; read are integers of 8, 16, 24 or 32 bits and floating point of 32 or 64 bits: convert it, for instance with 'ffmpeg -i old.wav -c:a pcm_s16le new.wav'"
            .formatted(tag, bits));
  }
}
