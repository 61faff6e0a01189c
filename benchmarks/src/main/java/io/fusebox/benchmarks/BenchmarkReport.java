package io.fusebox.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.toolkit.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes what JMH measured into a document, between two lines that mark the place; all else in the
 * document stays.
 */
public final class BenchmarkReport {
  static final String BEGIN = "<!-- Measured: written by -Pbenchmark-docs, not by hand -->";
  static final String END = "<!-- End of what was measured -->";

  private BenchmarkReport() {}

  /**
   * Renders.
   *
   * @param args JMH's JSON, and the document
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("expected JMH's JSON and a Markdown file");
    }
    JsonNode results = new ObjectMapper().readTree(Path.of(args[0]).toFile());
    Path document = Path.of(args[1]);
    String text = replaced(Files.readString(document), render(results, Machine.here()));
    AtomicFile.write(document, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The text with {@code tables} between the lines that mark the place. */
  static String replaced(String text, String tables) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "the document must hold the lines '%s' and '%s', in this order".formatted(BEGIN, END));
    }
    return text.substring(0, begin + BEGIN.length()) + "\n\n" + tables + text.substring(end);
  }

  /** The tables of one run of JMH. */
  static String render(JsonNode results, Machine machine) {
    MeasuredResults measured = new MeasuredResults(results);
    return "%s\n%s\n%s\n"
        .formatted(
            machine.described(measured),
            JobTable.render(measured),
            BreakdownTable.render(measured));
  }
}
