package io.fusebox.toolkit.audio;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The chunks of a WAV file: RIFF, its big-endian form RIFX, and RF64 or BW64 with sizes of 64 bits.
 * The size of the whole file is never believed: many programs write a wrong one, or none. A chunk's
 * own size is, as far as the bytes are there.
 *
 * @param bytes the whole file, in its own byte order
 */
record Riff(ByteBuffer bytes) {
  private static final int HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final Set<String> FORMS = Set.of("RIFF", "RIFX", "RF64", "BW64");

  /** Chunks that are common enough to show where one begins whose neighbour was not padded. */
  private static final Set<String> KNOWN =
      Set.of("fmt ", "data", "fact", "LIST", "bext", "cue ", "PEAK", "id3 ", "ID3 ", "JUNK");

  /** Whether the bytes begin as a WAV file does. */
  static boolean isWave(byte[] file) {
    return file.length >= HEADER && FORMS.contains(id(file, 0)) && id(file, 8).equals("WAVE");
  }

  /** Opens a file that {@link #isWave}. */
  static Riff open(byte[] file) {
    boolean big = id(file, 0).equals("RIFX");
    return new Riff(
        ByteBuffer.wrap(file).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN));
  }

  /**
   * The fields of the {@code fmt} chunk.
   *
   * @throws FuseboxException when there is none, or a chunk claims more bytes than there are
   */
  ByteBuffer format() {
    int at = find("fmt ");
    requireThere("fmt ", size(at), there(at));
    return slice(at, size(at));
  }

  /**
   * The bytes of the samples; to the end of the file where the chunk's size is one that programs
   * write which do not know how long the audio will be.
   *
   * @throws FuseboxException when there are none, the file ends before its header says, or there
   *     are several such chunks
   */
  ByteBuffer samples() {
    int at = find("data");
    WavDataSize said = new WavDataSize(size(at), size64());
    if (said.isUnknown(there(at)) && !(said.isNone() && endsInChunks(at + CHUNK_HEADER))) {
      return slice(at, there(at));
    }
    requireThere("data", said.bytes(), there(at));
    requireNoMore(at, said.bytes());
    return slice(at, said.bytes());
  }

  private int find(String name) {
    long at = HEADER;
    while (at + CHUNK_HEADER <= bytes.limit()) {
      if (id(at).equals(name)) {
        return (int) at;
      }
      requireThere(id(at), size(at), there(at));
      at = next(at, size(at));
    }
    throw new FuseboxException(
        "the WAV file has no '%s' chunk, so it holds no audio; fetch or record it again"
            .formatted(name));
  }

  /** The size of the samples in a file of 64-bit sizes; -1 in one that has none. */
  private long size64() {
    boolean wide = id(0).equals("RF64") || id(0).equals("BW64");
    if (!wide || bytes.limit() < HEADER + CHUNK_HEADER + 16 || !id(HEADER).equals("ds64")) {
      return -1;
    }
    return bytes.getLong(HEADER + CHUNK_HEADER + 8);
  }

  /** Chunks begin at even bytes, but not every program writes the byte that this takes. */
  private long next(long at, long size) {
    long end = at + CHUNK_HEADER + size;
    boolean padded = size % 2 == 1 && (isKnown(end + 1) || !isKnown(end));
    return padded ? end + 1 : end;
  }

  /** Whether nothing but whole chunks follow, to the end. */
  private boolean endsInChunks(long from) {
    long at = from;
    while (at + CHUNK_HEADER <= bytes.limit() && isKnown(at) && size(at) <= there(at)) {
      at = next(at, size(at));
    }
    return at >= bytes.limit();
  }

  private void requireNoMore(long data, long size) {
    long at = next(data, size);
    while (isKnown(at) && size(at) <= there(at)) {
      require(
          !id(at).equals("data"),
          "the WAV file has several 'data' chunks, and one is read: join them, 'ffmpeg -i old.wav new.wav'");
      at = next(at, size(at));
    }
  }

  private static void requireThere(String chunk, long size, long there) {
    if (size > there) {
      throw new FuseboxException(
          "the WAV file is cut off or its header lies: its '%s' chunk claims %d bytes and %d are there; fetch or record it again, or keep what there is: 'ffmpeg -i old.wav new.wav'"
              .formatted(chunk.replaceAll("[^ -~]", "?"), size, there));
    }
  }

  private ByteBuffer slice(int chunk, long size) {
    return bytes.slice(chunk + CHUNK_HEADER, (int) size).order(bytes.order());
  }

  private long there(long chunk) {
    return bytes.limit() - chunk - CHUNK_HEADER;
  }

  private long size(long chunk) {
    return Integer.toUnsignedLong(bytes.getInt((int) chunk + 4));
  }

  private boolean isKnown(long at) {
    return at + CHUNK_HEADER <= bytes.limit() && KNOWN.contains(id(at));
  }

  private String id(long at) {
    return id(bytes.array(), (int) at);
  }

  private static String id(byte[] file, int at) {
    return new String(file, at, 4, StandardCharsets.ISO_8859_1);
  }
}
