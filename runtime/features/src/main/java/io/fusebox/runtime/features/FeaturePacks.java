package io.fusebox.runtime.features;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.tensor.HostTensor;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Features on disk, by encoder and input: those of an encoder are divided over sixteen shards, each
 * a folder of packs, files of many entries. When all of them are more than a bound, the oldest
 * packs are deleted. Several processes may use one folder. What is damaged or gone is not found;
 * where nothing can be written, that is reported once. Thread-safe.
 */
public final class FeaturePacks {
  private static final Logger LOG = LoggerFactory.getLogger(FeaturePacks.class);
  private static final String OF_SINGLE_FILES = "[0-9a-f][0-9a-f]";

  private final Path root;
  private final FeatureBound bound;
  private final PackBudget budget;
  private final ConcurrentMap<Path, Shard> shards = new ConcurrentHashMap<>();
  private final AtomicBoolean toldUnwritable = new AtomicBoolean();
  private final AtomicBoolean toldOld = new AtomicBoolean();

  /** Below a folder, which is made when something is written. */
  public FeaturePacks(Path root, FeatureBound bound) {
    this.root = root;
    this.bound = bound;
    this.budget = new PackBudget(root, bound);
  }

  /** Whether a file holds features, of this Fusebox or an earlier one. */
  public static boolean holdsFeatures(Path file) {
    return !file.endsWith(ShardLock.NAME);
  }

  /**
   * Features that were kept.
   *
   * @throws FuseboxException when a later Fusebox kept them
   */
  public Optional<HostTensor> find(String encoder, String input) {
    try {
      return shard(encoder, input).find(key(encoder, input));
    } catch (IOException e) {
      LOG.debug("features in {} cannot be read: {}", root, IoErrorMessage.of(e));
      return Optional.empty();
    }
  }

  /**
   * Keeps features.
   *
   * @throws FuseboxException when a later Fusebox keeps its features there
   */
  public void keep(String encoder, String input, HostTensor features) {
    if (!budget.fits((long) Float.BYTES * features.data().length)) {
      return;
    }
    try {
      budget.added(shard(encoder, input).add(key(encoder, input), features));
    } catch (ClosedByInterruptException e) {
      // Whoever asked is gone; the next one makes them again.
    } catch (IOException e) {
      if (toldUnwritable.compareAndSet(false, true)) {
        LOG.warn(
            "features cannot be kept in {} ({}); they stay in memory until this ends",
            root,
            IoErrorMessage.of(e));
      }
    }
  }

  /** Forgets where the features of an encoder are; they stay. */
  public void forget(String encoder) {
    shards.keySet().removeIf(shard -> shard.startsWith(root.resolve(encoder)));
  }

  private static String key(String encoder, String input) {
    return encoder + "/" + input;
  }

  private Shard shard(String encoder, String input) {
    String digit = Integer.toHexString(input.hashCode() & 15);
    return shards.computeIfAbsent(root.resolve(encoder).resolve(digit), this::opened);
  }

  private Shard opened(Path folder) {
    Path encoder = root.resolve(root.relativize(folder).getName(0));
    if (!toldOld.get() && hasSingleFiles(encoder) && toldOld.compareAndSet(false, true)) {
      LOG.warn(
          "features that an earlier Fusebox kept in {}, a file for each, are not used and made"
              + " again; `fusebox prune features` deletes them",
          root);
    }
    return new Shard(folder, bound.packBytes());
  }

  private static boolean hasSingleFiles(Path encoder) {
    if (!Files.isDirectory(encoder)) {
      return false;
    }
    try (DirectoryStream<Path> old = Files.newDirectoryStream(encoder, OF_SINGLE_FILES)) {
      return old.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }
}
