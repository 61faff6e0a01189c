package io.fusebox.runtime.features;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.tensor.HostTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of entries, to which is only added. It is open only while it is read or written: others
 * may delete it at any time. Not thread-safe, but for {@link #read}.
 */
final class Pack {
  private static final byte[] MAGIC = "fusebox-pack".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 1;
  private static final int START = MAGIC.length + Integer.BYTES;

  /** How exactly it is known when a pack was last used. */
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Pack.class);

  private final Path file;
  private final AtomicLong used = new AtomicLong(System.nanoTime() - MINUTE.toNanos());

  /** Where the entries that were found end; 0 = not looked at, or no pack. */
  private long end;

  Pack(Path file) {
    this.file = file;
  }

  /** The place of an entry. */
  record Location(Pack pack, long offset, int length) {}

  Path file() {
    return file;
  }

  long end() {
    return end;
  }

  /** Adds an entry whole or, as far as that can be, not at all; the first makes the file. */
  Location append(ByteBuffer entry) throws IOException {
    try {
      if (end == 0) {
        create(entry);
      } else {
        write(entry.duplicate(), StandardOpenOption.APPEND);
        end += entry.remaining();
      }
    } catch (IOException e) {
      undo(e);
      throw e;
    }
    return new Location(this, end - entry.remaining(), entry.remaining());
  }

  private void create(ByteBuffer entry) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(START + entry.remaining());
    start.order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).putInt(FORMAT).put(entry.duplicate()).flip();
    write(start.duplicate(), StandardOpenOption.CREATE_NEW);
    end = start.limit();
  }

  /** What is left all the same is cut off by the next who adds something. */
  private void undo(IOException why) {
    try {
      if (end == 0) {
        Files.deleteIfExists(file);
      } else {
        cut();
      }
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  private void write(ByteBuffer bytes, StandardOpenOption mode) throws IOException {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE, mode)) {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }

  /** Takes away what is after the last whole entry. */
  void cut() throws IOException {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      out.truncate(end);
    }
  }

  /**
   * Finds the entries that came since the last time, up to the first that is not whole.
   *
   * @param found gets the digests of their keys and their places
   * @return how many bytes the file has
   * @throws FuseboxException when a later Fusebox wrote it
   */
  long scan(BiConsumer<Long, Location> found) throws IOException {
    if (Files.size(file) == end) {
      return end;
    }
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = in.size();
      if (end == 0 || end > size) { // Somebody has cut off damaged entries.
        end = start(in);
      }
      ByteBuffer header = ByteBuffer.allocate(PackEntry.HEADER).order(ByteOrder.LITTLE_ENDIAN);
      while (end > 0 && end < size) {
        read(in, header.clear(), end);
        int length = PackEntry.length(header.flip()).orElse(0);
        if (length <= PackEntry.HEADER || length > size - end) {
          return size;
        }
        found.accept(PackEntry.digest(header), new Location(this, end, length));
        end += length;
      }
      return size;
    }
  }

  private long start(FileChannel in) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(START).order(ByteOrder.LITTLE_ENDIAN);
    read(in, start, 0);
    if (start.hasRemaining() || !Arrays.equals(MAGIC, Arrays.copyOf(start.array(), MAGIC.length))) {
      return 0;
    }
    int format = start.getInt(MAGIC.length);
    if (format > FORMAT) {
      throw new FuseboxException(
          ("%s was written by a later Fusebox: its format is %d, this one reads formats up to %d."
                  + " Use the later Fusebox, or another workspace")
              .formatted(file, format, FORMAT));
    }
    return START;
  }

  /**
   * The features at a place; empty when they are another key's.
   *
   * @throws IOException when they cannot be read, or are damaged
   */
  static Optional<HostTensor> read(Location location, String key) throws IOException {
    ByteBuffer entry = ByteBuffer.allocate(location.length()).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel in = FileChannel.open(location.pack().file, StandardOpenOption.READ)) {
      read(in, entry, location.offset());
    }
    location.pack().markUsed();
    return PackEntry.decode(entry.flip(), key);
  }

  /**
   * Its time is when it was last used, to the minute: packs that nobody uses are deleted first.
   * What is read now is older than what is written now.
   */
  private void markUsed() {
    long now = System.nanoTime();
    long before = used.get();
    if (now - before < MINUTE.toNanos() || !used.compareAndSet(before, now)) {
      return;
    }
    try {
      FileTime read = FileTime.from(Instant.now().minus(MINUTE));
      if (Files.getLastModifiedTime(file).compareTo(read) < 0) {
        Files.setLastModifiedTime(file, read);
      }
    } catch (IOException e) {
      LOG.debug("{} keeps the time when it was last written", file, e);
    }
  }

  private static void read(FileChannel in, ByteBuffer bytes, long offset) throws IOException {
    long start = offset - bytes.position();
    while (bytes.hasRemaining() && in.read(bytes, start + bytes.position()) >= 0) {
      // A file may give fewer bytes at a time.
    }
  }
}
