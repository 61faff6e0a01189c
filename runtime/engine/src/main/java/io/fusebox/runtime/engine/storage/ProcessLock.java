package io.fusebox.runtime.engine.storage;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The right of one holder on this machine to something on disk, until it is closed or its process
 * ends, however it ends. The file that is locked names the holder, and is left behind.
 */
public final class ProcessLock implements AutoCloseable {
  /**
   * The files that this process has locked. POSIX frees a process's lock with any channel of the
   * file that it closes, so a second look of the same process must not even open it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /** Windows lets nobody read what is locked, and the holder's name is to be read. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final int MAX_NAME = 64;
  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final long LOOK_NANOS = 20_000_000L;

  private final Path file;
  private final FileChannel channel;

  private ProcessLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Locks {@code file}; missing folders are made.
   *
   * @param refusal what to say when it is locked, given who holds it
   * @throws FuseboxException when it is locked, or cannot be
   */
  public static ProcessLock acquire(Path file, UnaryOperator<String> refusal) {
    return tryAcquire(file).orElseThrow(() -> new FuseboxException(refusal.apply(holder(file))));
  }

  /**
   * Locks {@code file} as soon as it is free.
   *
   * @param refusal what to say when it has not become free for half a minute, given who holds it
   */
  public static ProcessLock await(Path file, UnaryOperator<String> refusal) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end) {
      Optional<ProcessLock> lock = tryAcquire(file);
      if (lock.isPresent()) {
        return lock.get();
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return acquire(file, refusal);
  }

  /** Locks {@code file}; empty when somebody has. */
  public static Optional<ProcessLock> tryAcquire(Path file) {
    try {
      Path real = real(file);
      if (!HELD.add(real)) {
        return Optional.empty();
      }
      Optional<ProcessLock> lock = Optional.empty();
      try {
        lock = open(real);
        return lock;
      } finally {
        if (lock.isEmpty()) {
          HELD.remove(real);
        }
      }
    } catch (IOException e) {
      throw new FuseboxException(
          "cannot lock %s: %s; choose a workspace on a disk that this user may write to"
              .formatted(file, IoErrorMessage.of(e)),
          e);
    }
  }

  /** The same file by whatever path or link it is reached. */
  private static Path real(Path file) throws IOException {
    Path folder = requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    return folder.toRealPath().resolve(file.getFileName());
  }

  private static Optional<ProcessLock> open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock != null) {
        String name = Long.toString(ProcessHandle.current().pid());
        channel.truncate(0).write(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)));
        return Optional.of(new ProcessLock(file, channel));
      }
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // Another class loader's Fusebox has it; closing would free it.
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  private static String holder(Path file) {
    try {
      if (HELD.contains(real(file))) {
        return "this process";
      }
      byte[] name = Files.readAllBytes(file);
      return name.length == 0 || name.length > MAX_NAME
          ? "another process"
          : "process " + new String(name, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "another process";
    }
  }

  /** Does some work, and frees it. */
  public <T> T during(Supplier<T> work) {
    try {
      return work.get();
    } finally {
      close();
    }
  }

  /** Frees it. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new FuseboxException("cannot unlock %s: %s".formatted(file, IoErrorMessage.of(e)), e);
    } finally {
      HELD.remove(file);
    }
  }
}
