package io.fusebox.runtime.data;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.data.DataFormat;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * easy-VQA's folder: {@code questions.json}, a list of {@code [question, answer, number of the
 * picture]}, alongside {@code images/<number>.png}; or a folder of such folders, {@code train} and
 * {@code test}.
 */
public final class EasyVqaReader implements DataFormat {
  private static final String QUESTIONS = "questions.json";

  @Override
  public String layout() {
    return "a folder with questions.json and images/, or a folder of them, train and test";
  }

  @Override
  public boolean recognizes(Path path) {
    return Files.isDirectory(path) && (isSplit(path) || !splits(path).isEmpty());
  }

  @Override
  public void read(Source source, Examples to) {
    Path folder = folder(source);
    Path file = folder.resolve(QUESTIONS);
    InputFiles images = new InputFiles(folder.resolve("images"));
    int[] count = new int[1];
    to.name(name(folder));
    try (JsonStream json = JsonStream.open(file, source.limits())) {
      json.array(() -> add(to, count[0]++, new Entry(json), json, images));
      json.end();
    }
  }

  private static void add(
      Examples to, int number, Entry entry, JsonStream json, InputFiles images) {
    try {
      String place = "%squestion %d".formatted(json.place(), number);
      to.add(entry.example(Integer.toString(number), images), place);
    } catch (FuseboxException e) {
      throw json.wrong("question %d: %s".formatted(number, e.getMessage()));
    }
  }

  private static Path folder(Source source) {
    if (isSplit(source.path())) {
      return own(source);
    }
    List<Path> splits = splits(source.path());
    if (source.split().isEmpty() && splits.size() == 1) {
      return splits.get(0);
    }
    return splits.stream()
        .filter(s -> source.split().filter(s.getFileName().toString()::equals).isPresent())
        .findFirst()
        .orElseThrow(() -> SplitNames.unknown(source, splits));
  }

  /** The folder of one split; asked for another one, it is refused rather than mistaken for it. */
  private static Path own(Source source) {
    String name = source.path().getFileName().toString();
    boolean telling = name.equals("train") || name.equals("test");
    if (telling && source.split().isPresent() && !source.split().get().equals(name)) {
      throw new FuseboxException(
          "%s is the split '%s', but '%s' is asked for; give the folder that holds both"
              .formatted(source.path(), name, source.split().get()));
    }
    return source.path();
  }

  private static boolean isSplit(Path folder) {
    return Files.isRegularFile(folder.resolve(QUESTIONS));
  }

  private static List<Path> splits(Path folder) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, EasyVqaReader::isSplit)) {
      folders.forEach(f -> found.add(f));
    } catch (IOException e) {
      throw new FuseboxException("cannot list %s: %s".formatted(folder, IoErrorMessage.of(e)), e);
    }
    found.sort(null);
    return found;
  }

  /** {@code easy-vqa/train}. */
  private static String name(Path folder) {
    Path parent = folder.getParent();
    return parent == null || parent.getFileName() == null
        ? folder.toString()
        : parent.getFileName() + "/" + folder.getFileName();
  }

  /** One {@code [question, answer, picture]}. */
  private static final class Entry {
    private final JsonStream json;
    private int read;
    private String question = "";
    private String answer = "";
    private long image = -1;

    Entry(JsonStream json) {
      this.json = json;
      json.array(this::part);
      if (read != 3) {
        throw json.wrong("expected [question, answer, number of the image], found " + read);
      }
    }

    private void part() {
      switch (read++) {
        case 0 -> question = json.text();
        case 1 -> answer = json.text();
        case 2 -> image = json.number();
        default -> throw json.wrong("expected [question, answer, number of the image]");
      }
    }

    Example example(String id, InputFiles images) {
      return Example.of(
          id,
          Question.withText(Map.of(Modality.IMAGE, images.at(image + ".png")), question),
          answer,
          AnswerTypes.of(answer));
    }
  }
}
