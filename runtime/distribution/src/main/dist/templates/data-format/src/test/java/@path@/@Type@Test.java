package @package@;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** The contract of every data format, and the columns of this one. */
class @Type@Test implements DataFormatContract {
  @Override
  public DataFormat format() {
    return new @Type@();
  }

  @Override
  public Path write(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("train.tsv"), "what is it?\ta cat\timage=a.png\nhow many?\t2\n");
    Files.writeString(folder.resolve("test.tsv"), "who?\tme\n");
    return folder;
  }

  @Override
  public Optional<String> split() {
    return Optional.of("train");
  }

  @Test
  void aLineIsAQuestionItsAnswerAndItsInputs(@TempDir Path folder) throws IOException {
    List<Example> read = new ArrayList<>();
    Set<String> image = Set.of("image");
    Source source = new Source(write(folder), split(), image, image, Limits.DEFAULT);
    format().read(source, (example, place) -> read.add(example));
    assertEquals("what is it?", read.get(0).text());
    assertEquals("a cat", read.get(0).target());
    assertEquals(Map.of("image", List.of(folder.resolve("a.png"))), read.get(0).files());
    assertEquals(Map.of(), read.get(1).files());
  }
}
