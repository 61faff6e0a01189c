package io.fusebox.runtime.features;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the packs below a folder within a bound: those that nobody used for the longest time go,
 * whole. Thread-safe.
 */
final class PackBudget {
  private static final Logger LOG = LoggerFactory.getLogger(PackBudget.class);

  private final Path root;
  private final FeatureBound bound;

  /** Of all packs, as far as it is known here: other processes write and delete as well. */
  private long total;

  /** How much was written since all packs were looked at. */
  private long unseen = Long.MAX_VALUE;

  private boolean told;

  PackBudget(Path root, FeatureBound bound) {
    this.root = root;
    this.bound = bound;
  }

  private record Measured(Path file, long bytes, FileTime used) {}

  /** Whether an entry has room when all others are gone. */
  boolean fits(long bytes) {
    return bytes <= bound.bytes();
  }

  /** To be called when so many bytes were written. */
  synchronized void added(long bytes) throws IOException {
    total += bytes;
    unseen = unseen == Long.MAX_VALUE ? unseen : unseen + bytes;
    if (total > bound.bytes() || unseen > bound.packBytes()) {
      evict();
    }
  }

  private void evict() throws IOException {
    List<Measured> packs = packs();
    total = packs.stream().mapToLong(Measured::bytes).sum();
    unseen = 0;
    long before = total;
    for (Measured pack : packs) {
      if (total <= bound.bytes()) {
        break;
      }
      Files.deleteIfExists(pack.file());
      total -= pack.bytes();
    }
    if (total < before && !told) {
      told = true;
      LOG.info(
          "features in {} take more than {} bytes ({}): those not used for the longest time are deleted from now on",
          root,
          bound.bytes(),
          FeatureBound.VARIABLE);
    }
  }

  /** By the time when they were last added to or read. */
  private List<Measured> packs() throws IOException {
    List<Measured> found = new ArrayList<>();
    try (Stream<Path> files = Files.find(root.toRealPath(), 3, PackBudget::isPack)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        try {
          BasicFileAttributes pack = Files.readAttributes(file, BasicFileAttributes.class);
          found.add(new Measured(file, pack.size(), pack.lastModifiedTime()));
        } catch (NoSuchFileException e) {
          // Another process has deleted it.
        }
      }
    } catch (UncheckedIOException e) {
      throw requireNonNull(e.getCause());
    }
    found.sort(
        Comparator.comparing(Measured::used)
            .thenComparing(pack -> String.valueOf(pack.file().getFileName())));
    return found;
  }

  private static boolean isPack(Path file, BasicFileAttributes attributes) {
    return attributes.isRegularFile() && file.toString().endsWith(Shard.PACK);
  }
}
