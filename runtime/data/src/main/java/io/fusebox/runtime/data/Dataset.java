package io.fusebox.runtime.data;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.Example;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Examples in their order.
 *
 * @param name for people: what it was read from, and what was drawn from it
 * @param folder where it was read
 * @param badInputs what was found that could not be used, and is not in {@code examples}
 */
public record Dataset(String name, Path folder, List<Example> examples, List<BadInput> badInputs) {
  public Dataset {
    examples = List.copyOf(examples);
    badInputs = List.copyOf(badInputs);
  }

  /**
   * Makes a data set.
   *
   * @throws FuseboxException when there are no examples
   */
  public static Dataset of(String name, Path folder, List<Example> examples) {
    return of(name, folder, examples, List.of());
  }

  static Dataset of(String name, Path folder, List<Example> examples, List<BadInput> bad) {
    if (!examples.isEmpty()) {
      return new Dataset(name, folder, examples, bad);
    }
    throw new FuseboxException(
        bad.isEmpty()
            ? "the data set %s (%s) holds no examples; expected at least one question with its answer"
                .formatted(name, folder)
            : "no example of %s (%s) is left: none has inputs that can be used:%n%s"
                .formatted(name, folder, BadInput.lines(bad)));
  }

  /** Other examples that were made of these, or some of these. */
  Dataset derived(String newName, List<Example> made) {
    return of(newName, folder, made, badInputs);
  }

  /**
   * The examples when more of their parts were found to be of no use.
   *
   * @throws FuseboxException when the policy is to stop, or nothing is left
   */
  public Dataset screened(List<BadInput> found, BadInputPolicy policy) {
    policy.check(found, name);
    if (found.isEmpty()) {
      return this;
    }
    Map<String, Set<String>> parts =
        found.stream()
            .collect(groupingBy(BadInput::example, mapping(BadInput::part, toUnmodifiableSet())));
    List<Example> left =
        examples.stream()
            .flatMap(e -> policy.apply(e, parts.getOrDefault(e.id(), Set.of())).stream())
            .toList();
    List<BadInput> all = new ArrayList<>(badInputs);
    all.addAll(found);
    return of(name, folder, left, all);
  }

  /**
   * SHA-256 of all that is learnt from the examples or measured on them, as {@link DatasetHash}
   * defines it, as it is now.
   *
   * @param read the inputs that are looked at; others decide nothing, and may be absent
   * @param inputs gives the digest of an input's bytes
   */
  public String hash(Set<String> read, Function<Path, String> inputs) {
    return DatasetHash.of(examples, read, inputs);
  }

  public int size() {
    return examples.size();
  }

  /**
   * Refuses data that never hold something which a pipeline reads: that is a mistake. An example
   * may lack an input.
   *
   * @throws FuseboxException naming the input
   */
  public void requireInputs(Collection<String> inputs) {
    for (String input : inputs) {
      if (examples.stream().noneMatch(e -> e.files().containsKey(input))) {
        throw new FuseboxException(
            "no example of %s has an input for %s; the pipeline reads %s, and the example %s has %s"
                .formatted(
                    name, input, inputs, examples.get(0).id(), examples.get(0).files().keySet()));
      }
    }
  }

  /** The inputs that examples have and that are not among {@code read}. */
  public Set<String> unreadInputs(Collection<String> read) {
    Set<String> unread = new TreeSet<>();
    examples.forEach(e -> unread.addAll(e.files().keySet()));
    unread.removeAll(Set.copyOf(read));
    return unread;
  }

  /**
   * The examples with some of their parts at most: inputs by their names, {@code text}. Those that
   * have none of these are left out.
   *
   * @throws FuseboxException when none is left
   */
  public Dataset restrictedTo(Set<String> parts) {
    return derived(
        "%s (%s only)".formatted(name, String.join(" + ", parts)),
        examples.stream()
            .filter(e -> e.partNames().stream().anyMatch(parts::contains))
            .map(e -> e.restrictedTo(parts))
            .toList());
  }
}
