package io.fusebox.toolkit.checkpoint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which tensors of a checkpoint were asked for, and which are left alone on purpose. */
final class TensorUse {
  /** How many names a sentence has room for. */
  private static final int NAMED = 5;

  /** Counts of positions and of batches: they follow from the configuration. */
  private static final List<String> DERIVED = List.of("position_ids", "num_batches_tracked");

  private final Set<String> read = ConcurrentHashMap.newKeySet();
  private final Set<String> left = ConcurrentHashMap.newKeySet();

  /** Notes that a tensor was asked for, whether or not it is there. */
  void read(String name) {
    read.add(name);
  }

  void leave(String... prefixes) {
    left.addAll(List.of(prefixes));
  }

  /** The stored tensors that neither they nor an alias of theirs was asked for, for people. */
  Optional<String> unread(CheckpointTensors weights) {
    Set<String> used = ConcurrentHashMap.newKeySet();
    read.forEach(name -> weights.stored(name).ifPresent(used::add));
    List<String> unread =
        weights.tensors().keySet().stream()
            .filter(name -> !used.contains(name) && !isLeft(name))
            .sorted()
            .toList();
    if (unread.isEmpty()) {
      return Optional.empty();
    }
    String first = String.join(", ", unread.subList(0, Math.min(NAMED, unread.size())));
    return Optional.of(
        unread.size() > NAMED ? "%s and %d more".formatted(first, unread.size() - NAMED) : first);
  }

  private boolean isLeft(String name) {
    return left.stream().anyMatch(name::startsWith) || DERIVED.stream().anyMatch(name::endsWith);
  }
}
