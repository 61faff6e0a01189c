package io.fusebox.runtime.data;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.data.DataFormat;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Example;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Examples as they are read: no more than allowed, no id twice, and of inputs that are absent what
 * the source says.
 */
final class ExampleCollector implements DataFormat.Examples {
  /** Inputs that are single files; all others may be folders, as a video of images is. */
  private static final Set<String> NO_FOLDER = Set.of(Modality.IMAGE.id(), Modality.AUDIO.id());

  private final DatasetSource source;
  private final InputFiles files;
  private final List<Example> examples = new ArrayList<>();
  private final List<BadInput> absent = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private String name;

  ExampleCollector(DatasetSource source) {
    this.source = source;
    this.files = new InputFiles(folder(source.path()));
    this.name = name(source);
  }

  private static Path folder(Path path) {
    return Files.isDirectory(path) ? path : requireNonNull(path.toAbsolutePath().getParent());
  }

  private static String name(DatasetSource source) {
    String name = source.path().getFileName().toString();
    return Files.isDirectory(source.path())
        ? source.split().map(split -> name + "/" + split).orElse(name)
        : name;
  }

  @Override
  public void name(String read) {
    name = read;
  }

  /**
   * Adds an example with those of its inputs that are there.
   *
   * @param place where it was read, for messages; may be empty
   */
  @Override
  public void add(Example example, String place) {
    requireShort(example);
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
        .files()
        .forEach(
            (input, each) -> {
              String reason = absence(input, each);
              if (!reason.isEmpty()) {
                gone.add(input);
                if (source.isRead(input)) {
                  missed.add(input);
                  String where = place.isEmpty() ? "" : place + ": ";
                  absent.add(new BadInput(example.id(), input, where + reason));
                }
              }
            });
    gone.removeAll(missed);
    example
        .without(gone)
        .flatMap(e -> source.badInputs().apply(e, missed))
        .ifPresent(examples::add);
  }

  /** Why the first of an input's files that is not there is not; empty when all are. */
  private String absence(String input, List<Path> each) {
    return each.stream()
        .map(file -> files.absence(file, !NO_FOLDER.contains(input)))
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .orElse("");
  }

  private void requireShort(Example example) {
    int most = source.limits().textChars();
    for (String text : List.of(example.id(), example.text(), example.target())) {
      if (text.length() > most) {
        throw new FuseboxException(
            "a text of more than " + most + " characters; is it the right file?");
      }
    }
  }

  /**
   * All that is left of them.
   *
   * @throws FuseboxException when an input is absent and the source says stop; when nothing is left
   */
  Dataset dataset() {
    source.badInputs().check(absent, name);
    return Dataset.of(name, folder(source.path()), examples, absent);
  }
}
