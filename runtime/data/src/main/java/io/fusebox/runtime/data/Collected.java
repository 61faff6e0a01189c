package io.fusebox.runtime.data;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Examples as they are read: no more than allowed, no id twice, and of inputs that are absent what
 * the source says.
 */
final class Collected {
  private final Source source;
  private final InputFiles files;
  private final List<Example> examples = new ArrayList<>();
  private final List<BadInput> absent = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  /**
   * @param files finds the examples' inputs
   */
  Collected(Source source, InputFiles files) {
    this.source = source;
    this.files = files;
  }

  void add(Example example) {
    add(example, "");
  }

  /**
   * Adds an example with those of its inputs that are there.
   *
   * @param place where it was read, for messages; may be empty
   */
  void add(Example example, String place) {
    int most = source.limits().examples();
    if (ids.size() == most) {
      throw new FuseboxException("more than " + most + " examples; split the data set");
    }
    if (!ids.add(example.id())) {
      throw new FuseboxException("the id '" + example.id() + "' is there twice; ids are unique");
    }
    Set<String> gone = new HashSet<>();
    Set<String> missed = new HashSet<>();
    example
        .inputs()
        .forEach(
            (modality, input) -> {
              String reason = files.absence(input, modality.equals(Modality.VIDEO));
              if (!reason.isEmpty()) {
                gone.add(modality.id());
                if (source.reads(modality)) {
                  missed.add(modality.id());
                  absent.add(new BadInput(example.id(), modality.id(), place + reason));
                }
              }
            });
    gone.removeAll(missed);
    example.without(gone).flatMap(e -> source.badInputs().left(e, missed)).ifPresent(examples::add);
  }

  /** How many were added, those included that are left out. */
  int size() {
    return ids.size();
  }

  /**
   * All that is left of them.
   *
   * @throws FuseboxException when an input is absent and the source says stop; when nothing is left
   */
  Dataset dataset(String name, Path folder) {
    source.badInputs().check(absent, name);
    return Dataset.of(name, folder, examples, absent);
  }
}
