package io.fusebox.data;

import io.fusebox.FuseboxException;
import io.fusebox.encoder.Modality;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

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
   * Refuses examples that lack an input which a pipeline reads.
   *
   * @throws FuseboxException naming the first such example
   */
  public void requireInputs(Collection<Modality> modalities) {
    for (Example example : examples) {
      for (Modality modality : modalities) {
        if (!example.inputs().containsKey(modality)) {
          throw new FuseboxException(
              "example %s of %s has no %s input, found %s; the pipeline reads %s"
                  .formatted(example.id(), name, modality, example.inputs().keySet(), modalities));
        }
      }
    }
  }
}
