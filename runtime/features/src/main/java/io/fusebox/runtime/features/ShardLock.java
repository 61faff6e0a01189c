package io.fusebox.runtime.features;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps others on this machine, in this process or another, from writing into a shard. */
final class ShardLock {
  static final String NAME = "lock";

  /**
   * For the writers of this process, by files. POSIX frees a process's lock with any channel of the
   * file that it closes, so only one of them may have it open.
   */
  private static final ConcurrentMap<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

  private ShardLock() {}

  /** What is done under the lock. */
  interface Work<T> {
    T run() throws IOException;
  }

  /** Waits for the others, which are done in a moment; the folder is made if it is missing. */
  static <T> T during(Path folder, Work<T> work) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.toRealPath().resolve(NAME);
    ReentrantLock here = HERE.computeIfAbsent(file, f -> new ReentrantLock());
    here.lock();
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IOException("its lock is gone");
      }
      return work.run();
    } catch (OverlappingFileLockException e) {
      throw new IOException("another Fusebox in this process writes there", e);
    } finally {
      here.unlock();
    }
  }
}
