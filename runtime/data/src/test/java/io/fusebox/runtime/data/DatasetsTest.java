package io.fusebox.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetsTest {
  @TempDir Path temp;

  @Test
  void saysWhatItReadsWhenThePathHoldsNothingOfTheKind() {
    Folder folder = new Folder(temp).file("notes.txt", "no data");
    folder.refuses(
        "", null, "not a data set that Fusebox knows", "manifest:", "vqav2:", "easy-vqa:");
    folder.refuses("notes.txt", null, "not a data set that Fusebox knows");
    folder.refuses("elsewhere", null, "there is no data set at", "elsewhere");
  }

  @Test
  void insistsOnAFormatAndShowsNearMisses() {
    new Folder(temp)
        .image("a.png")
        .file("odd.txt", "{\"image\":\"a.png\",\"question\":\"q\",\"answer\":\"a\"}");
    DatasetSource source = DatasetSource.of(temp.resolve("odd.txt"), null, Folder.KNOWN);
    assertEquals(
        1, new Datasets(ShippedFormats.all()).read(source, Optional.of("manifest")).size());
    String message =
        assertThrows(
                FuseboxException.class,
                () -> new Datasets(ShippedFormats.all()).read(source, Optional.of("manifst")))
            .getMessage();
    assertTrue(message.contains("did you mean manifest?"), message);
  }

  /** None is guessed: the user says which. */
  @Test
  void refusesAPathOfTwoFormatsUntilOneIsNamed() {
    Folder folder =
        new Folder(temp)
            .image("train/images/0.png")
            .file("train/questions.json", "[[\"is it?\", \"no\", 0], [\"what?\", \"red\", 0]]")
            .file(
                "train.jsonl",
                "{\"image\":\"train/images/0.png\",\"question\":\"q\",\"answer\":\"a\"}");
    folder.refuses("", "train", "is of several data formats: [easy-vqa, manifest]", "--format");
    DatasetSource source = DatasetSource.of(temp, "train", Folder.KNOWN);
    Datasets datasets = new Datasets(ShippedFormats.all());
    assertEquals(2, datasets.read(source, Optional.of("easy-vqa")).size());
    assertEquals(1, datasets.read(source, Optional.of("manifest")).size());
  }

  @Test
  void refusesASplitThatLeavesTheFolder() {
    assertThrows(FuseboxException.class, () -> DatasetSource.of(temp, "../x", List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "yes, yes/no",
    "No, yes/no",
    "3, number",
    "-1.5, number",
    "'1,000', number",
    "two, other",
    "3 dogs, other",
    "'', other",
    "yes and no, other"
  })
  void tellsAnswerTypes(String answer, String type) {
    assertEquals(type, AnswerTypes.of(answer));
  }
}
