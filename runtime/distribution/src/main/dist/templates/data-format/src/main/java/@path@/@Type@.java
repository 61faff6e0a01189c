package @package@;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.data.DataFormat;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.toolkit.files.FileNames;
import io.fusebox.toolkit.files.LineReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A data format: on each line of a {@code .tsv} file a question, its answer and {@code
 * MODALITY=PATH} for each input, with tabs between them. A folder has a file for each split.
 */
public final class @Type@ implements DataFormat {
  private static final String ENDING = ".tsv";

  @Override
  public String layout() {
    return "a .tsv file, or a folder with train.tsv and test.tsv; on each line a question, its"
        + " answer and MODALITY=PATH for each input, with tabs between them";
  }

  @Override
  public boolean recognizes(Path path) {
    return Files.isDirectory(path) ? !splits(path).isEmpty() : path.toString().endsWith(ENDING);
  }

  private static List<String> splits(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .toList();
    } catch (IOException e) {
      throw new FuseboxException("cannot list %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  @Override
  public void read(Source source, Examples to) {
    Path file =
        Files.isDirectory(source.path())
            ? source.path().resolve(source.choose(splits(source.path())) + ENDING)
            : source.path();
    try (LineReader lines = new LineReader(file, source.limits().lineBytes())) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        String place = "%s:%d".formatted(file, lines.number());
        String[] fields = new String(line, StandardCharsets.UTF_8).strip().split("\t");
        to.add(example(Long.toString(lines.number()), fields, source, file, place), place);
      }
    }
  }

  private static Example example(
      String id, String[] fields, Source source, Path file, String place) {
    require(
        fields.length > 1 && !fields[0].isBlank() && !fields[1].isBlank(),
        place + ": a line holds a question, a tab and its answer");
    Map<Modality, Path> inputs = new HashMap<>();
    for (int i = 2; i < fields.length; i++) {
      String[] input = fields[i].split("=", 2);
      Modality modality = modality(input[0], source, place);
      require(input.length == 2, "%s: the %s has no path after '='".formatted(place, modality));
      inputs.put(modality, FileNames.in(file.getParent(), input[1]));
    }
    return Example.of(id, Question.withText(inputs, fields[0].strip()), fields[1].strip(), "other");
  }

  private static Modality modality(String id, Source source, String place) {
    List<String> known = source.inputs().stream().sorted().toList();
    require(
        known.contains(id), place + ": " + NameSuggestions.unknown("input", id, known, ""));
    return new Modality(id);
  }
}
