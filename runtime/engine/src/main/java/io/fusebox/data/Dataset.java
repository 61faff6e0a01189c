package io.fusebox.data;

import io.fusebox.FuseboxException;
import io.fusebox.encoder.Modality;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Examples in their order.
 *
 * @param name for people: what it was read from, and what was drawn from it
 * @param folder where it was read; inputs in it are hashed by their relative paths
 * @param hash SHA-256 of its content, as {@link DatasetHash} defines it
 */
public record Dataset(String name, Path folder, String hash, List<Example> examples) {
  public Dataset {
    examples = List.copyOf(examples);
  }

  /**
   * Makes a data set and hashes it.
   *
   * @throws FuseboxException when there are no examples
   */
  public static Dataset of(String name, Path folder, List<Example> examples) {
    if (examples.isEmpty()) {
      throw new FuseboxException(
          "the data set %s (%s) holds no examples; expected at least one question with its answer"
              .formatted(name, folder));
    }
    return new Dataset(name, folder, DatasetHash.of(folder, examples), examples);
  }

  public int size() {
    return examples.size();
  }

  /**
   * Refuses data that never hold something which a pipeline reads: that is a slip. An example may
   * lack a modality.
   *
   * @throws FuseboxException naming the modality
   */
  public void requireInputs(Collection<Modality> modalities) {
    for (Modality modality : modalities) {
      if (examples.stream().noneMatch(e -> e.inputs().containsKey(modality))) {
        throw new FuseboxException(
            "no example of %s has an input for %s; the pipeline reads %s, and the example %s has %s"
                .formatted(
                    name,
                    modality,
                    modalities,
                    examples.get(0).id(),
                    examples.get(0).inputs().keySet()));
      }
    }
  }

  /**
   * The examples with some of their parts at most: modalities by their ids, {@code text}. Those
   * that have none of these are left out.
   *
   * @throws FuseboxException when none is left
   */
  public Dataset only(Set<String> parts) {
    return of(
        "%s (%s only)".formatted(name, String.join(" + ", parts)),
        folder,
        examples.stream()
            .filter(e -> e.parts().stream().anyMatch(parts::contains))
            .map(e -> e.only(parts))
            .toList());
  }
}
