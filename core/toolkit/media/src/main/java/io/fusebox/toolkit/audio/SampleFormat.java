package io.fusebox.toolkit.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * How one sample is stored in a WAV file; all but the first are signed, in the buffer's byte order.
 */
enum SampleFormat {
  U8(Tag.INTEGER, 1) {
    @Override
    float read(ByteBuffer data, int at) {
      return ((data.get(at) & 0xff) - 128) / 128f;
    }
  },
  S16(Tag.INTEGER, 2) {
    @Override
    float read(ByteBuffer data, int at) {
      return data.getShort(at) / 32768f;
    }
  },
  S24(Tag.INTEGER, 3) {
    @Override
    float read(ByteBuffer data, int at) {
      boolean big = data.order() == ByteOrder.BIG_ENDIAN;
      int low = data.get(big ? at + 2 : at) & 0xff | (data.get(at + 1) & 0xff) << 8;
      return (data.get(big ? at : at + 2) << 16 | low) / 8388608f;
    }
  },
  S32(Tag.INTEGER, 4) {
    @Override
    float read(ByteBuffer data, int at) {
      return data.getInt(at) / 2147483648f;
    }
  },
  F32(Tag.FLOAT, 4) {
    @Override
    float read(ByteBuffer data, int at) {
      return data.getFloat(at);
    }
  },
  F64(Tag.FLOAT, 8) {
    @Override
    float read(ByteBuffer data, int at) {
      return (float) data.getDouble(at);
    }
  };

  /** The numbers of formats that WAV files use. */
  private static final class Tag {
    static final int INTEGER = 1;
    static final int FLOAT = 3;
  }

  private final int tag;
  private final int bytes;

  SampleFormat(int tag, int bytes) {
    this.tag = tag;
    this.bytes = bytes;
  }

  /** The type of a WAV format's number and width; empty when it is none of these. */
  static Optional<SampleFormat> of(int tag, int bits) {
    for (SampleFormat type : values()) {
      if (type.tag == tag && 8 * type.bytes == bits) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  int bytes() {
    return bytes;
  }

  /** The sample at this byte; integers become numbers from -1 to 1. */
  abstract float read(ByteBuffer data, int at);
}
