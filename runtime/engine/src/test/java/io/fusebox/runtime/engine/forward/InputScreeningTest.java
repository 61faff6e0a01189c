package io.fusebox.runtime.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.fixtures.ModelFolders;
import io.fusebox.runtime.data.BadInput;
import io.fusebox.runtime.data.BadInputPolicy;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.InputHashes;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.progress.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Eight examples with four files, one of which is broken: e1 and e5. */
class InputScreeningTest {
  @TempDir Path folder;
  private TinyHome home;

  @BeforeEach
  void breakAFile() throws IOException {
    home = TinyHome.in(folder);
    Files.write(folder.resolve("1.bin"), new byte[0]);
  }

  private Dataset screened(BadInputPolicy policy, Dataset data) {
    try (Pipeline pipeline = home.assemble()) {
      return new InputScreening(pipeline, new FeatureStore(folder.resolve("features")), policy)
          .of(data, ProgressListener.NONE);
    }
  }

  private static String hash(Dataset data) {
    return data.hash(Set.of("image"), new InputHashes()::of);
  }

  private Dataset data() {
    return Dataset.of("data", folder, home.examples());
  }

  @ParameterizedTest
  @CsvSource({"bytes, strategy: prompting", "dense, strategy: thawing"})
  void examplesWithABrokenFileAreTreatedAsThePolicySays(String encoder, String strategy)
      throws IOException {
    home.pipeline(encoder, strategy);
    Dataset skipped = screened(BadInputPolicy.SKIP, data());
    assertEquals(6, skipped.size());
    assertTrue(skipped.examples().stream().noneMatch(e -> Set.of("e1", "e5").contains(e.id())));
    assertNotEquals(hash(data()), hash(skipped));
    assertEquals(List.of("e1", "e5"), skipped.badInputs().stream().map(BadInput::example).toList());

    Dataset without = screened(BadInputPolicy.WITHOUT, data());
    assertEquals(8, without.size());
    assertEquals(Set.of("text"), without.examples().get(1).partNames());
    assertEquals(Set.of("text", "image"), without.examples().get(0).partNames());

    String message =
        assertThrows(FuseboxException.class, () -> screened(BadInputPolicy.STOP, data()))
            .getMessage();
    for (String part : List.of("e1, image", "1.bin", "the file is empty", "--bad-inputs")) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void textsThatThePlmHasNoRoomForAreNamed() throws IOException {
    Files.write(folder.resolve("1.bin"), new byte[] {1, 2});
    Example long5 = home.examples().get(5);
    List<Example> examples = new ArrayList<>(home.examples());
    examples.set(
        5,
        new Example(
            "long",
            new Question(long5.files(), "is it so? ".repeat(30)),
            long5.target(),
            long5.answers(),
            "yes/no",
            ""));
    Dataset data = Dataset.of("data", folder, examples);
    assertEquals(7, screened(BadInputPolicy.SKIP, data).size());
    assertEquals(
        Set.of("image"), screened(BadInputPolicy.WITHOUT, data).examples().get(5).partNames());
    String message =
        assertThrows(FuseboxException.class, () -> screened(BadInputPolicy.STOP, data))
            .getMessage();
    assertTrue(message.contains("example long, text: it has"), message);
  }

  @Test
  void textsAndAnswersWithTokensThatThePlmLacksAreBad() throws IOException {
    Files.write(folder.resolve("1.bin"), new byte[] {1, 2});
    Files.writeString(folder.resolve("bart/added_tokens.json"), "{\"<extra>\": 546}");
    List<Example> examples = new ArrayList<>(home.examples());
    examples.set(2, with(examples.get(2), "what <extra>?", "no"));
    examples.set(5, with(examples.get(5), "what?", "<extra>"));
    Dataset data = Dataset.of("data", folder, examples);
    assertEquals(6, screened(BadInputPolicy.SKIP, data).size());
    Dataset without = screened(BadInputPolicy.WITHOUT, data);
    assertEquals(7, without.size(), "none goes without its answer");
    assertEquals(Set.of("image"), without.examples().get(2).partNames());
    String message =
        assertThrows(FuseboxException.class, () -> screened(BadInputPolicy.STOP, data))
            .getMessage();
    assertTrue(message.contains("e2, text: the text has the token '<extra>'"), message);
    assertTrue(message.contains("e5, answer: the text has the token '<extra>'"), message);
  }

  @Test
  void answersThatAreTooLongAreBadAndCutOnesAreTold() throws IOException {
    Files.write(folder.resolve("1.bin"), new byte[] {1, 2});
    List<Example> examples = new ArrayList<>(home.examples());
    examples.set(2, with(examples.get(2), "what?", "no ".repeat(100).strip()));
    examples.set(5, with(examples.get(5), "what?", "it is so and it is so"));
    Dataset data = Dataset.of("data", folder, examples);
    String told =
        ModelFolders.logged(() -> assertEquals(7, screened(BadInputPolicy.SKIP, data).size()));
    assertTrue(told.contains("1 of 7 answers of the data have more tokens"), told);
    String message =
        assertThrows(FuseboxException.class, () -> screened(BadInputPolicy.STOP, data))
            .getMessage();
    assertTrue(message.contains("e2, answer: it has"), message);
  }

  private static Example with(Example like, String question, String answer) {
    return Example.of(like.id(), new Question(like.files(), question), answer, "yes/no");
  }

  @Test
  void goodDataStayAsTheyAre() throws IOException {
    Files.write(folder.resolve("1.bin"), new byte[] {1, 2});
    assertEquals(data(), screened(BadInputPolicy.STOP, data()));
  }

  @Test
  void whereNothingIsLeftTheReasonsAreTold() throws IOException {
    for (int i = 0; i < 4; i++) {
      Files.write(folder.resolve(i + ".bin"), new byte[0]);
    }
    String message =
        assertThrows(FuseboxException.class, () -> screened(BadInputPolicy.SKIP, data()))
            .getMessage();
    assertTrue(message.contains("no example of data") && message.contains("0.bin"), message);
  }
}
