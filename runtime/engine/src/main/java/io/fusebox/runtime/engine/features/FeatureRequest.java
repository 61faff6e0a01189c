package io.fusebox.runtime.engine.features;

import io.fusebox.runtime.data.InputHashes;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.toolkit.tensor.HostTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One request for the features of some inputs. Each input is hashed and looked up once; it claims
 * what nobody makes yet, makes that in batches, and waits for what others make only when nobody can
 * be waiting for it: so no two requests wait for each other.
 */
final class FeatureRequest {
  private static final int BATCH = 16;

  private final ModalityInput modalityInput;
  private final KeptFeatures kept;
  private final InputHashes hashes;
  private final UnreadableInputHandler unreadable;
  private final BiConsumer<Path, HostTensor> found;
  private final Map<FeatureKey, Path> claimed = new LinkedHashMap<>();
  private final Map<Path, FeatureKey> others = new LinkedHashMap<>();

  /**
   * A request.
   *
   * @param found gets the features of each input that can be read
   */
  FeatureRequest(
      ModalityInput modalityInput,
      KeptFeatures kept,
      InputHashes hashes,
      UnreadableInputHandler unreadable,
      BiConsumer<Path, HostTensor> found) {
    this.modalityInput = modalityInput;
    this.kept = kept;
    this.hashes = hashes;
    this.unreadable = unreadable;
    this.found = found;
  }

  /** Answers it, and says how many inputs' features it claimed to make. */
  int answer(Set<Path> inputs, ProgressListener progress) {
    try {
      inputs.forEach(input -> unreadable.unless(input, () -> look(input)));
      int missing = claimed.size();
      make(progress);
      others.forEach((input, key) -> unreadable.unless(input, () -> await(input, key)));
      return missing;
    } finally {
      claimed.keySet().forEach(kept::giveUp);
    }
  }

  private void look(Path input) {
    FeatureKey key = FeatureKey.of(modalityInput, hashes.of(input));
    var inMemory = kept.inMemory(key);
    if (inMemory.isPresent()) {
      found.accept(input, inMemory.get());
    } else if (kept.claim(key)) {
      claimed.put(key, input);
      findClaimed(key);
    } else {
      others.put(input, key);
    }
  }

  /** A file of a later Fusebox is refused, and not made again. */
  private void findClaimed(FeatureKey key) {
    try {
      kept.find(key).ifPresent(features -> accept(key, features));
    } catch (RuntimeException e) {
      giveUp(key);
      throw e;
    }
  }

  private void accept(FeatureKey key, HostTensor features) {
    found.accept(claimed.remove(key), features);
  }

  private void make(ProgressListener progress) {
    List<Map.Entry<FeatureKey, Path>> missing = new ArrayList<>();
    claimed.forEach((key, input) -> missing.add(Map.entry(key, input)));
    for (int from = 0; from < missing.size(); from += BATCH) {
      int to = Math.min(missing.size(), from + BATCH);
      Map<FeatureKey, Path> batch = new LinkedHashMap<>();
      missing.subList(from, to).forEach(each -> batch.put(each.getKey(), each.getValue()));
      new FeatureBatch(modalityInput, hashes, unreadable).encode(batch, this::keep);
      batch.keySet().forEach(this::giveUp);
      progress.reading(to, missing.size(), modalityInput.name());
    }
  }

  private void keep(FeatureKey key, HostTensor features) {
    kept.keep(key, features);
    accept(key, features);
  }

  /** Of what could not be read. */
  private void giveUp(FeatureKey key) {
    if (claimed.remove(key) != null) {
      kept.giveUp(key);
    }
  }

  /** Of the same bytes as another input of this request, or of another request. */
  private void await(Path input, FeatureKey key) {
    found.accept(input, kept.get(modalityInput, key, () -> alone(input, key)));
  }

  private HostTensor alone(Path input, FeatureKey key) {
    List<HostTensor> made = new ArrayList<>();
    new FeatureBatch(modalityInput, hashes, UnreadableInputHandler.REFUSED)
        .encode(Map.of(key, input), (k, features) -> made.add(features));
    return made.get(0);
  }
}
