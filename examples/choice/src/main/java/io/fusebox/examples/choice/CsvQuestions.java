package io.fusebox.examples.choice;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.data.DataFormat;
import io.fusebox.api.settings.Settings;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.toolkit.files.FileNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Questions as CSV, with a heading; a folder has a file for each split. */
final class CsvQuestions implements DataFormat {
  private static final String ENDING = ".csv";
  private static final CSVFormat CSV =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();

  @Override
  public String layout() {
    return "a .csv file with the columns question, answer and one for each modality, or a folder"
        + " with train.csv and test.csv";
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
      throw new FuseboxException("cannot list " + folder + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void read(Source source, Examples to) {
    Path file =
        Files.isDirectory(source.path())
            ? source.path().resolve(source.choose(splits(source.path())) + ENDING)
            : source.path();
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        BoundedReader bounded = new BoundedReader(in, source.limits().lineBytes());
        CSVParser rows = CSV.parse(bounded)) {
      for (CSVRecord row : rows) {
        String place = "%s:%d".formatted(file, rows.getCurrentLineNumber());
        to.add(example(row, source, file, place), place);
        bounded.nextRow();
      }
    } catch (UncheckedIOException e) {
      throw unreadable(file, requireNonNull(e.getCause()));
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(file, e);
    }
  }

  private static FuseboxException unreadable(Path file, Exception e) {
    return new FuseboxException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
  }

  private static Example example(CSVRecord row, Source source, Path file, String place) {
    Map<String, List<Path>> inputs = new HashMap<>();
    for (String input : source.inputs()) {
      if (row.isSet(input) && !row.get(input).isEmpty()) {
        Path folder = requireNonNull(file.getParent());
        inputs.put(input, List.of(FileNames.in(folder, row.get(input))));
      }
    }
    String id = row.isSet("id") ? row.get("id") : Long.toString(row.getRecordNumber());
    Question question = Question.withFiles(inputs, column(row, "question", place));
    return Example.of(id, question, column(row, "answer", place), "other");
  }

  private static String column(CSVRecord row, String name, String place) {
    Settings.require(
        row.isSet(name) && !row.get(name).isEmpty(),
        "%s: there is no '%s'; give it in a column of that name".formatted(place, name));
    return row.get(name);
  }
}
