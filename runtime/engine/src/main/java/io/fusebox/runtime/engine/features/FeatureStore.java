package io.fusebox.runtime.engine.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.data.InputHashes;
import io.fusebox.runtime.engine.pipeline.Identity;
import io.fusebox.runtime.engine.pipeline.Sense;
import io.fusebox.runtime.engine.plugins.PluginCall;
import io.fusebox.runtime.engine.plugins.PluginException;
import io.fusebox.runtime.engine.progress.Progress;
import io.fusebox.toolkit.tensor.Autograd;
import io.fusebox.toolkit.tensor.HostTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.MDC;

/**
 * Frozen features, computed once per input and kept: in memory up to a bound, on disk for the next
 * run. What is kept is keyed by what made it: the encoder's identity and the bytes of the input.
 */
public final class FeatureStore {
  /** How the notes of its progress begin. */
  public static final String READING = "reading ";

  private static final int BATCH = 16;
  private static final long MEMORY_BYTES = 256L << 20;

  private final FeatureFiles files;
  private final Map<FeatureKey, HostTensor> memory = new LinkedHashMap<>(16, 0.75f, true);
  private final InputHashes hashes = new InputHashes();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private long bytes;

  /** Keeps features below {@code folder}. */
  public FeatureStore(Path folder) {
    this.files = new FeatureFiles(folder);
  }

  /**
   * The features of one input.
   *
   * @return {@code [m, d]}
   */
  public HostTensor features(Sense sense, Path input) {
    return all(sense, List.of(input), Progress.NONE).get(0);
  }

  /** The features of many inputs, in their order; what is missing is computed in batches. */
  public List<HostTensor> all(Sense sense, List<Path> inputs, Progress progress) {
    fill(sense, new LinkedHashSet<>(inputs), progress, Unreadable.REFUSED);
    return inputs.stream().map(i -> known(key(sense, i)).orElseGet(() -> again(sense, i))).toList();
  }

  /** Of an input whose features were not kept on disk, and had to leave memory. */
  private HostTensor again(Sense sense, Path input) {
    encode(sense, List.of(input), Unreadable.REFUSED);
    return known(key(sense, input)).orElseThrow(() -> changing(sense, input));
  }

  /**
   * Computes and keeps what is missing of the features of {@code inputs}. What a thawed encoder
   * makes changes with every update and is never kept: nothing happens then.
   */
  public void prepare(Sense sense, List<Path> inputs, Progress progress) {
    if (!sense.thawed()) {
      prepare(sense, inputs, progress, Unreadable.REFUSED);
    }
  }

  /** The same; what cannot be read is told of, and the others go on. */
  void prepare(Sense sense, List<Path> inputs, Progress progress, Unreadable unreadable) {
    Set<Path> distinct = new LinkedHashSet<>(inputs);
    int missing = fill(sense, distinct, progress, unreadable);
    hits.add(distinct.size() - missing);
    misses.add(missing);
  }

  /** Computes and keeps what is missing, and tells how many inputs that were. */
  private int fill(Sense sense, Set<Path> inputs, Progress progress, Unreadable unreadable) {
    List<Path> missing = new ArrayList<>();
    for (Path input : inputs) {
      unreadable.unless(
          input,
          () -> {
            if (known(key(sense, input)).isEmpty()) {
              missing.add(input);
            }
          });
    }
    for (int from = 0; from < missing.size(); from += BATCH) {
      List<Path> batch = missing.subList(from, Math.min(missing.size(), from + BATCH));
      encode(sense, batch, unreadable);
      progress.at(from + batch.size(), missing.size(), READING + sense.modality());
    }
    return missing.size();
  }

  /** Decodes inputs whose features are not kept, to see whether they can be read. */
  void tryOut(Sense sense, List<Path> inputs, Progress progress, Unreadable unreadable) {
    List<Path> distinct = List.copyOf(new LinkedHashSet<>(inputs));
    for (int i = 0; i < distinct.size(); i++) {
      Path input = distinct.get(i);
      try (NDManager manager = NDManager.newBaseManager()) {
        unreadable.unless(input, () -> decode(sense, manager, input));
      }
      progress.at(i + 1, distinct.size(), READING + sense.modality());
    }
  }

  /** The features of a blank that looks like {@code input}: a black picture of its size. */
  public synchronized HostTensor blank(Sense sense, Path input) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray decoded = decode(sense, manager, input);
      FeatureKey key = FeatureKey.blank(sense, decoded.getShape());
      return known(key)
          .orElseGet(
              () -> {
                NDArray blank = blank(sense, decoded).expandDims(0);
                HostTensor made = run(sense, blank).get(0);
                keep(key, made);
                return made;
              });
    }
  }

  /** The digests of inputs' bytes, as far as they were read. */
  public InputHashes hashes() {
    return hashes;
  }

  /** How often features that {@link #prepare} was asked for were there, in memory or on disk. */
  public long hits() {
    return hits.sum();
  }

  /** How often they had to be computed. */
  public long misses() {
    return misses.sum();
  }

  /** Forgets what an encoder that is gone made; what is on disk stays. */
  public synchronized void forget(Identity encoder) {
    memory
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = entry.getKey().isOf(encoder);
              bytes -= gone ? size(entry.getValue()) : 0;
              return gone;
            });
  }

  private static long size(HostTensor features) {
    return 4L * features.data().length;
  }

  private FeatureKey key(Sense sense, Path input) {
    return FeatureKey.of(sense, hashes.of(input));
  }

  private synchronized Optional<HostTensor> known(FeatureKey key) {
    HostTensor inMemory = memory.get(key);
    if (inMemory != null) {
      return Optional.of(inMemory);
    }
    Optional<HostTensor> onDisk = files.read(key);
    onDisk.ifPresent(features -> remember(key, features));
    return onDisk;
  }

  /** In a scope: whatever a plug-in leaves behind, on any manager, is freed. */
  private void encode(Sense sense, List<Path> inputs, Unreadable unreadable) {
    try (NDScope scope = new NDScope();
        NDManager manager = NDManager.newBaseManager()) {
      scope.suppressNotUsedWarning();
      // Inputs of one shape run together; a batch is stacked, so shapes must agree.
      Map<Shape, Map<FeatureKey, NDArray>> byShape = new LinkedHashMap<>();
      for (Path input : inputs) {
        unreadable.unless(
            input,
            () -> {
              FeatureKey key = key(sense, input);
              NDArray array = decode(sense, manager, input);
              if (!key.equals(key(sense, input))) {
                throw changing(sense, input);
              }
              byShape.computeIfAbsent(array.getShape(), s -> new LinkedHashMap<>()).put(key, array);
            });
      }
      byShape.values().forEach(same -> encodeStacked(sense, same));
    }
  }

  private void encodeStacked(Sense sense, Map<FeatureKey, NDArray> decoded) {
    List<HostTensor> features =
        run(sense, NDArrays.stack(new NDList(List.copyOf(decoded.values()))));
    int i = 0;
    for (FeatureKey key : decoded.keySet()) {
      keep(key, features.get(i++));
    }
  }

  private static FuseboxException changing(Sense sense, Path input) {
    return new FuseboxException(
        "the %s %s changes while it is read; ask again when it is whole"
            .formatted(sense.modality(), input));
  }

  /** One decoded input without a batch axis; what cannot be read is named. */
  static NDArray decode(Sense sense, NDManager manager, Path input) {
    MDC.put("input", input.toString());
    try {
      String what = "the decoded " + sense.modality();
      String plugin = sense.identity().plugin();
      NDArray decoded = PluginCall.forA(what, plugin, () -> sense.encoder().decode(manager, input));
      if (decoded.isReleased()) {
        throw new PluginException(
            plugin, "gave " + what + " closed, expected an open NDArray (the host closes it)");
      }
      return decoded;
    } catch (PluginException e) {
      throw e;
    } catch (FuseboxException e) {
      throw new FuseboxException(
          "the %s %s cannot be read: %s".formatted(sense.modality(), input, e.getMessage()), e);
    } finally {
      MDC.remove("input");
    }
  }

  /** What nothing looks like, to this encoder. */
  static NDArray blank(Sense sense, NDArray decoded) {
    return PluginCall.forA(
        "a blank " + sense.modality(),
        sense.identity().plugin(),
        () -> sense.encoder().blank(decoded));
  }

  /** {@code [b, ...] -> b x [m, d]}. */
  private static List<HostTensor> run(Sense sense, NDArray batch) {
    return Autograd.without(() -> Features.split(Features.of(sense, batch)));
  }

  private synchronized void keep(FeatureKey key, HostTensor features) {
    files.write(key, features);
    remember(key, features);
  }

  private void remember(FeatureKey key, HostTensor features) {
    if (memory.put(key, features) == null) {
      bytes += size(features);
    }
    var eldest = memory.entrySet().iterator();
    while (bytes > MEMORY_BYTES && memory.size() > 1) {
      bytes -= size(eldest.next().getValue());
      eldest.remove();
    }
  }
}
