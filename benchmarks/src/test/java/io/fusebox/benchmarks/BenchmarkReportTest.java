package io.fusebox.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BenchmarkReportTest {
  private static final String RESULTS =
      """
      [{"benchmark": "io.fusebox.benchmarks.AnsweringBenchmark.answer", "jdkVersion": "17.0.1",
        "params": {"size": "BASE", "precision": "FLOAT32", "imageVectors": "1",
                   "variant": "BART_PROMPTFUSE"},
        "primaryMetric": {"score": 120.4},
        "secondaryMetrics": {"share": {"score": 0.5}, "peak": {"score": 150.0},
                             "cores": {"score": 2.0}, "cpu": {"score": 180.6}}},
       {"benchmark": "io.fusebox.benchmarks.PiecesBenchmark.pieces",
        "params": {"precision": "FLOAT32", "work": "ANSWER", "kind": "PRODUCTS"},
        "primaryMetric": {"score": 80.0}, "secondaryMetrics": {}}]
      """;

  private static String rendered() throws IOException {
    return BenchmarkReport.render(new ObjectMapper().readTree(RESULTS), new Machine("a CPU"));
  }

  @Test
  void aJobIsARowWithItsTimeAndItsShareOfThePeak() throws IOException {
    assertTrue(
        rendered().contains("| answer of 5 tokens | BART-base | 1 | 120 | 0.50 | - | - |\n"),
        rendered());
    assertTrue(
        rendered().startsWith("a CPU, 2 threads, Java 17.0.1.\nPeak in this run: 150 GFLOP/s"),
        rendered());
  }

  @Test
  void aBreakdownSaysWhatTheCoresWaited() throws IOException {
    assertTrue(
        rendered()
            .contains(
                "| answer of BART-base, 1 image vector | 80.0 | - | - | - | - | 120 | 0.25 |\n"),
        rendered());
  }

  @Test
  void theRestOfTheDocumentStays() {
    String text = "# Title\n" + BenchmarkReport.BEGIN + "\nold\n" + BenchmarkReport.END + "\nend\n";
    assertEquals(
        "# Title\n" + BenchmarkReport.BEGIN + "\n\nnew\n" + BenchmarkReport.END + "\nend\n",
        BenchmarkReport.replaced(text, "new\n"));
  }

  @Test
  void aDocumentWithoutThePlaceIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> BenchmarkReport.replaced("# Title\n", "new\n"));
  }
}
