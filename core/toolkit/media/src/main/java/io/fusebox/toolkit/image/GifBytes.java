package io.fusebox.toolkit.image;

import io.fusebox.api.FuseboxException;

/** The bytes of a GIF, read forward. */
final class GifBytes {
  private final byte[] file;
  private int at;

  GifBytes(byte[] file) {
    this.file = file;
  }

  int u8() {
    if (at >= file.length) {
      throw new FuseboxException(
          "the GIF image is cut off after %d bytes: fetch it again".formatted(file.length));
    }
    return file[at++] & 0xff;
  }

  int u16() {
    return u8() | u8() << 8;
  }

  void skip(int count) {
    at += count;
  }

  boolean ended() {
    return at >= file.length;
  }

  /** Skips sub-blocks: a length and as many bytes, until a length of 0. */
  void skipBlocks() {
    for (int length = u8(); length != 0; length = u8()) {
      skip(length);
    }
  }

  /** Skips the palette that {@code flags} announces; whether there is one. */
  boolean skipPalette(int flags) {
    boolean there = (flags & 0x80) != 0;
    skip(there ? 3 << ((flags & 7) + 1) : 0);
    return there;
  }
}
