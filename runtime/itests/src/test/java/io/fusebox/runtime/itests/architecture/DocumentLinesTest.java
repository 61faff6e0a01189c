package io.fusebox.runtime.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents wrap, so that a diff shows the sentence that changed and not its paragraph. */
class DocumentLinesTest {
  private static final int WIDTH = 120;
  private static final String FENCE = "```";

  @Test
  void linesOfDocumentsHaveAtMost120Characters() throws IOException {
    Path sources = sources();
    List<String> tooLong = new ArrayList<>();
    for (Path document : documents(sources)) {
      for (int line : tooLong(Files.readAllLines(document))) {
        tooLong.add(sources.relativize(document) + ":" + line);
      }
    }
    assertEquals(List.of(), tooLong, "wrap these lines at " + WIDTH + " characters");
  }

  @Test
  void onlyTextIsMeasured() {
    String wide = "a ".repeat(WIDTH);
    List<String> document =
        List.of(wide, "| " + wide, "```sh", wide, "```", "    " + wide, "- " + wide);
    assertEquals(List.of(1, 7), tooLong(document));
  }

  private static List<Path> documents(Path sources) throws IOException {
    List<Path> documents = new ArrayList<>();
    documents.add(sources.resolve("README.md"));
    documents.add(sources.resolve("CONTRIBUTING.md"));
    documents.add(sources.resolve("CHANGELOG.md"));
    try (Stream<Path> docs = Files.walk(sources.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
    }
    assertTrue(documents.size() > 3, "there are no documents in " + sources.resolve("docs"));
    return documents;
  }

  /** The folder of the sources: the nearest one above that has the contributors' guide. */
  private static Path sources() {
    Path folder = Path.of("").toAbsolutePath();
    while (Files.notExists(folder.resolve("CONTRIBUTING.md"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** The numbers of the lines that are too long, not counting code blocks and tables. */
  private static List<Integer> tooLong(List<String> lines) {
    List<Integer> numbers = new ArrayList<>();
    boolean code = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.strip().startsWith(FENCE)) {
        code = !code;
      } else if (!code && isText(line) && line.length() > WIDTH) {
        numbers.add(i + 1);
      }
    }
    return numbers;
  }

  private static boolean isText(String line) {
    return !line.startsWith("|") && !line.startsWith("    ");
  }
}
