package io.fusebox.runtime.data;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.data.DataFormat;
import io.fusebox.api.task.Question;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.LineReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON Lines: one example on each line, {@code {"image": "a.png", "question": "...", "answer":
 * "..."}}; {@link ManifestLine} has the keys. A folder is read as {@code <split>.jsonl} in it.
 */
public final class ManifestReader implements DataFormat {
  private static final String EXTENSION = ".jsonl";

  @Override
  public String layout() {
    return "a .jsonl file, or a folder with train.jsonl and test.jsonl; on each line an object with"
        + " question, answer (or ten answers) and a path for each modality";
  }

  @Override
  public boolean recognizes(Path path) {
    return Files.isDirectory(path) ? !manifests(path).isEmpty() : isManifest(path);
  }

  @Override
  public void read(Source source, Examples to) {
    Path file = Files.isDirectory(source.path()) ? inFolder(source) : source.path();
    InputFiles inputs = new InputFiles(requireNonNull(file.getParent()));
    to.name(file.getFileName().toString());
    try (LineReader lines = new LineReader(file, source.limits().lineBytes())) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        if (!isBlank(line)) {
          add(to, line, file, lines.number(), source, inputs);
        }
      }
    }
  }

  @Override
  public void readQuestions(Source source, Questions to) {
    Path file = Files.isDirectory(source.path()) ? inFolder(source) : source.path();
    InputFiles inputs = new InputFiles(requireNonNull(file.getParent()));
    try (LineReader lines = new LineReader(file, source.limits().lineBytes())) {
      while (nextQuestion(lines, file, source, inputs, to)) {
        // The line is with anyone who takes questions.
      }
    }
  }

  /** One line that is too long, or that is not a question, does not end it all. */
  private static boolean nextQuestion(
      LineReader lines, Path file, Source source, InputFiles inputs, Questions to) {
    byte[] line;
    try {
      line = lines.next();
    } catch (FuseboxException e) {
      if (!lines.skipLongLine()) {
        throw e;
      }
      to.addBad(Long.toString(lines.number()), e);
      return true;
    }
    if (line != null && !isBlank(line)) {
      addQuestion(to, line, file, lines.number(), source, inputs);
    }
    return line != null;
  }

  private static void addQuestion(
      Questions to, byte[] line, Path file, long number, Source source, InputFiles inputs) {
    String id = Long.toString(number);
    String place = "%s:%d".formatted(file, number);
    ManifestLine parsed;
    Question question;
    try (JsonStream json = JsonStream.line(line, file, number, source.limits())) {
      parsed = new ManifestLine(json, source.inputs(), inputs, false);
      id = parsed.id(id);
    } catch (FuseboxException e) {
      to.addBad(id, e);
      return;
    }
    try {
      question = parsed.question();
    } catch (FuseboxException e) {
      to.addBad(id, new FuseboxException("%s: %s".formatted(place, e.getMessage()), e));
      return;
    }
    to.add(id, question, parsed.more(), place);
  }

  private static void add(
      Examples to, byte[] line, Path file, long number, Source source, InputFiles inputs) {
    try (JsonStream json = JsonStream.line(line, file, number, source.limits())) {
      ManifestLine parsed = new ManifestLine(json, source.inputs(), inputs, true);
      try {
        to.add(parsed.example(Long.toString(number)), "%s:%d".formatted(file, number));
      } catch (FuseboxException e) {
        throw new FuseboxException("%s:%d: %s".formatted(file, number, e.getMessage()), e);
      }
    }
  }

  private static Path inFolder(Source source) {
    List<Path> manifests = manifests(source.path());
    if (source.split().isEmpty() && manifests.size() == 1) {
      return manifests.get(0);
    }
    String wanted = source.split().map(s -> s + EXTENSION).orElse("");
    return manifests.stream()
        .filter(m -> m.getFileName().toString().equals(wanted))
        .findFirst()
        .orElseThrow(() -> SplitNames.unknown(source, manifests));
  }

  private static List<Path> manifests(Path folder) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + EXTENSION)) {
      files.forEach(f -> found.add(f));
    } catch (IOException e) {
      throw new FuseboxException("cannot list %s: %s".formatted(folder, IoErrorMessage.of(e)), e);
    }
    found.removeIf(f -> !isManifest(f));
    found.sort(null);
    return found;
  }

  private static boolean isManifest(Path path) {
    return path.getFileName().toString().endsWith(EXTENSION) && Files.isRegularFile(path);
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
