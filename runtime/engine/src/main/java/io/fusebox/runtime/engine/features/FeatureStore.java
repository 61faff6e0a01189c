package io.fusebox.runtime.engine.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.runtime.data.InputHashes;
import io.fusebox.runtime.engine.pipeline.ComponentIdentity;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.features.FeatureBound;
import io.fusebox.runtime.features.FeaturePacks;
import io.fusebox.toolkit.tensor.HostTensor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * Frozen features, computed once per input and kept: in memory up to a bound, on disk for the next
 * run. What is kept is keyed by what made it: the encoder's identity and the bytes of the input.
 * Thread-safe: anyone who needs features that another thread is making waits for those alone.
 */
public final class FeatureStore {

  private final KeptFeatures kept;
  private final InputHashes hashes = new InputHashes();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  /** Keeps features below {@code folder}, up to the default bound. */
  public FeatureStore(Path folder) {
    this(folder, FeatureBound.DEFAULT);
  }

  /** Keeps features below {@code folder}, up to a bound. */
  public FeatureStore(Path folder, FeatureBound bound) {
    this(new KeptFeatures(Optional.of(new FeaturePacks(folder, bound))));
  }

  private FeatureStore(KeptFeatures kept) {
    this.kept = kept;
  }

  /** One that writes nothing, for more inputs than a disk has room for. */
  public static FeatureStore inMemory() {
    return new FeatureStore(new KeptFeatures(Optional.empty()));
  }

  /**
   * The features of one input.
   *
   * @return {@code [m, d]}
   */
  public HostTensor features(ModalityInput modalityInput, Path input) {
    return all(modalityInput, List.of(input), ProgressListener.NONE).get(0);
  }

  /** The features of many inputs, in their order; what is missing is computed in batches. */
  public List<HostTensor> all(
      ModalityInput modalityInput, List<Path> inputs, ProgressListener progress) {
    Map<Path, HostTensor> found = new HashMap<>();
    fill(modalityInput, inputs, progress, UnreadableInputHandler.REFUSED, found::put);
    return inputs.stream().map(found::get).toList();
  }

  /**
   * Computes and keeps what is missing of the features of {@code inputs}. What a thawed encoder
   * makes changes with every update and is never kept: nothing happens then.
   */
  public void prepare(ModalityInput modalityInput, List<Path> inputs, ProgressListener progress) {
    if (!modalityInput.thawed()) {
      prepare(modalityInput, inputs, progress, UnreadableInputHandler.REFUSED);
    }
  }

  /** The same; what cannot be read is reported, and the others go on. */
  public void prepare(
      ModalityInput modalityInput,
      List<Path> inputs,
      ProgressListener progress,
      UnreadableInputHandler unreadable) {
    fill(modalityInput, inputs, progress, unreadable, (input, features) -> {});
  }

  private void fill(
      ModalityInput modalityInput,
      List<Path> inputs,
      ProgressListener progress,
      UnreadableInputHandler unreadable,
      BiConsumer<Path, HostTensor> found) {
    Set<Path> distinct = new LinkedHashSet<>(inputs);
    int missing =
        new FeatureRequest(modalityInput, kept, hashes, unreadable, found)
            .answer(distinct, progress);
    hits.add(distinct.size() - missing);
    misses.add(missing);
  }

  /** Decodes inputs whose features are not kept, to see whether they can be read. */
  public void probe(
      ModalityInput modalityInput,
      List<Path> inputs,
      ProgressListener progress,
      UnreadableInputHandler unreadable) {
    List<Path> distinct = List.copyOf(new LinkedHashSet<>(inputs));
    for (int i = 0; i < distinct.size(); i++) {
      Path input = distinct.get(i);
      try (NDManager manager = NDManager.newBaseManager()) {
        unreadable.unless(input, () -> EncoderCalls.decode(modalityInput, manager, input));
      }
      progress.reading(i + 1, distinct.size(), modalityInput.name());
    }
  }

  /** The features of a blank that looks like {@code input}: a black image of its size. */
  public HostTensor blank(ModalityInput modalityInput, Path input) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray decoded = EncoderCalls.decode(modalityInput, manager, input);
      FeatureKey key = FeatureKey.blank(modalityInput, decoded.getShape());
      return kept.get(modalityInput, key, () -> blank(modalityInput, decoded));
    }
  }

  private static HostTensor blank(ModalityInput modalityInput, NDArray decoded) {
    NDArray blank = EncoderCalls.blank(modalityInput, decoded).expandDims(0);
    return EncoderCalls.features(modalityInput, blank).get(0);
  }

  /** The digests of inputs' bytes, as far as they were read. */
  public InputHashes hashes() {
    return hashes;
  }

  /** How often features that were asked for were there, in memory or on disk. */
  public long hits() {
    return hits.sum();
  }

  /** How often they had to be computed. */
  public long misses() {
    return misses.sum();
  }

  /** The key of an input's features. */
  public FeatureKey key(ModalityInput modalityInput, Path input) {
    return FeatureKey.of(modalityInput, hashes.of(input));
  }

  /**
   * Keeps features that were made elsewhere.
   *
   * @param key what {@link #key} gave there
   * @param features {@code [m, d]}
   */
  public void keep(FeatureKey key, HostTensor features) {
    kept.keep(key, features);
  }

  /** Forgets what an encoder that is gone made; what is on disk stays. */
  public void forget(ComponentIdentity encoder) {
    kept.forget(encoder);
  }
}
