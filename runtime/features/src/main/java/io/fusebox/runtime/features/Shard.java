package io.fusebox.runtime.features;

import io.fusebox.toolkit.tensor.HostTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of packs, the newest of which is added to, and where their entries are. Entries are read
 * under no lock; one thread of one process adds at a time.
 */
final class Shard {
  static final String PACK = ".pack";

  private static final Pattern NAME = Pattern.compile("[0-7][0-9a-f]{15}-[0-9a-f-]{36}\\.pack");
  private static final Logger LOG = LoggerFactory.getLogger(Shard.class);

  private final Path folder;
  private final long packBytes;
  private final ConcurrentMap<Long, Pack.Location> index = new ConcurrentHashMap<>();

  /** By names, in the order in which they were made. Guarded by this. */
  private final TreeMap<String, Pack> packs = new TreeMap<>();

  /** Those that will not grow any more and were looked through. Guarded by this. */
  private final Set<Pack> complete = new HashSet<>();

  Shard(Path folder, long packBytes) {
    this.folder = folder;
    this.packBytes = packBytes;
  }

  /** The features of a key, if they are here and whole. */
  Optional<HostTensor> find(String key) throws IOException {
    long digest = PackEntry.digest(key);
    Optional<HostTensor> found = indexed(digest, key);
    if (found.isEmpty()) {
      refresh(); // Another process may have added them.
      found = indexed(digest, key);
    }
    return found;
  }

  private Optional<HostTensor> indexed(long digest, String key) throws IOException {
    Pack.Location location = index.get(digest);
    if (location == null) {
      return Optional.empty();
    }
    try {
      return Pack.read(location, key);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (NoSuchFileException e) {
      // Its pack was deleted to make room.
    } catch (IOException e) {
      LOG.warn(
          "the features at byte {} of {} are damaged and will be made again: {}",
          location.offset(),
          location.pack().file(),
          e.getMessage());
    }
    index.remove(digest, location);
    return Optional.empty();
  }

  /** Adds features, unless the same are here; the number of bytes that were written. */
  long add(String key, HostTensor features) throws IOException {
    ByteBuffer entry = PackEntry.encode(key, features);
    return ShardLock.during(folder, () -> add(key, features, entry));
  }

  private synchronized long add(String key, HostTensor features, ByteBuffer entry)
      throws IOException {
    refresh();
    long digest = PackEntry.digest(key);
    if (indexed(digest, key).filter(kept -> same(kept, features)).isPresent()) {
      return 0;
    }
    index.put(digest, append(entry));
    return entry.remaining();
  }

  private Pack.Location append(ByteBuffer entry) throws IOException {
    try {
      return open(entry.remaining()).append(entry);
    } catch (NoSuchFileException e) {
      return next().append(entry); // Another process has just deleted the pack.
    }
  }

  private static boolean same(HostTensor one, HostTensor other) {
    return one.shape().equals(other.shape()) && Arrays.equals(one.data(), other.data());
  }

  /** The pack that has room for an entry; what a crash has left after its end is cut off. */
  private Pack open(int bytes) throws IOException {
    if (packs.isEmpty()) {
      return next();
    }
    Pack last = packs.lastEntry().getValue();
    if (last.end() == 0 || last.end() + bytes > packBytes) {
      return next();
    }
    long torn = Files.size(last.file()) - last.end();
    if (torn > 0) {
      LOG.warn("cut off {} bytes of {} that were not written to their end", torn, last.file());
      last.cut();
    }
    return last;
  }

  private Pack next() {
    long time = System.currentTimeMillis();
    if (!packs.isEmpty()) {
      time = Math.max(time, Long.parseLong(packs.lastKey().substring(0, 16), 16) + 1);
    }
    String name = "%016x-%s%s".formatted(time, UUID.randomUUID(), PACK);
    Pack pack = new Pack(folder.resolve(name));
    packs.put(name, pack);
    return pack;
  }

  /** Looks at what came and what went since the last time. */
  private synchronized void refresh() throws IOException {
    TreeSet<String> names = names();
    if (packs.keySet().retainAll(names)) {
      Set<Pack> there = Set.copyOf(packs.values());
      index.values().removeIf(location -> !there.contains(location.pack()));
      complete.retainAll(there);
    }
    for (String name : names) {
      Pack pack = packs.computeIfAbsent(name, n -> new Pack(folder.resolve(n)));
      if (!complete.contains(pack)) {
        scan(pack, name.equals(names.last()));
      }
    }
  }

  /** Only the last is still added to. */
  private void scan(Pack pack, boolean last) throws IOException {
    try {
      long lost = pack.scan(index::put) - pack.end();
      if (!last) {
        complete.add(pack);
        if (lost > 0) {
          LOG.warn("{} is damaged: its last {} bytes are not used", pack.file(), lost);
        }
      }
    } catch (NoSuchFileException e) {
      // It was deleted just now.
    }
  }

  private TreeSet<String> names() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + PACK)) {
        files.forEach(file -> names.add(String.valueOf(file.getFileName())));
      }
    }
    names.removeIf(name -> !NAME.matcher(name).matches());
    return names;
  }
}
