package io.fusebox.examples.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.data.DataFormat;
import io.fusebox.api.data.DataFormat.Limits;
import io.fusebox.api.data.DataFormat.Source;
import io.fusebox.api.task.Example;
import io.fusebox.testkit.DataFormatContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of every data format, and the columns that this one reads. */
class CsvQuestionsTest implements DataFormatContract {
  @TempDir Path temp;

  @Override
  public DataFormat format() {
    return new CsvQuestions();
  }

  @Override
  public Path write(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("train.csv"),
        "question,answer,image,id\nwhat is it? / a / b,a,a.png,first\n\"is it, then?\",no,,\n");
    Files.writeString(folder.resolve("test.csv"), "question,answer\nwho?,me\n");
    return folder;
  }

  @Override
  public Optional<String> split() {
    return Optional.of("train");
  }

  private List<Example> read(String csv, Limits limits) throws IOException {
    Path file = Files.writeString(temp.resolve("data.csv"), csv);
    List<Example> examples = new ArrayList<>();
    Source source = new Source(file, Optional.empty(), Set.of("image"), Set.of(), limits);
    format().read(source, (example, place) -> examples.add(example));
    return examples;
  }

  @Test
  void columnsMayComeInAnyOrderAndInputsMayBeLeftOut() throws IOException {
    List<Example> read =
        read("answer,image,question\nred,a.png,what?\nno,,\"is it,\nreally?\"\n", Limits.DEFAULT);
    assertEquals(Map.of("image", List.of(temp.resolve("a.png"))), read.get(0).files());
    assertEquals("red", read.get(0).target());
    assertEquals(Map.of(), read.get(1).files());
    assertEquals("is it,\nreally?", read.get(1).text());
    assertEquals(List.of("1", "2"), read.stream().map(Example::id).toList());
  }

  @Test
  void aMissingColumnIsNamedWithItsPlace() {
    String message =
        assertThrows(FuseboxException.class, () -> read("question\nwhat?\n", Limits.DEFAULT))
            .getMessage();
    assertTrue(message.contains("there is no 'answer'"), message);
    assertTrue(message.contains("data.csv:"), message);
  }

  @Test
  void aQuoteThatIsNeverClosedEndsInWords() {
    String csv = "question,answer\n\"what?,red\n" + "x".repeat(1 << 18);
    Limits narrow = new Limits(10, 1 << 10, 1 << 10);
    String message = assertThrows(FuseboxException.class, () -> read(csv, narrow)).getMessage();
    assertTrue(message.contains("is a quote not closed?"), message);
  }
}
