package io.fusebox.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.data.DataFormat.Limits;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestReaderTest {
  private static final Set<String> READ = Set.of("image");
  private static final String LINE =
      "{\"image\": \"a.png\", \"question\": \"what?\", \"answer\": \"cat\"}\n";

  @TempDir Path temp;
  private Folder folder;

  @BeforeEach
  void images() {
    folder = new Folder(temp).image("a.png").image("sub/b.png").image("c.wav");
  }

  @Test
  void readsOneAnswerOrTenAndAnyModality() {
    folder.file(
        "d.jsonl",
        LINE
            + "\r\n"
            + "{\"image\": \"sub/b.png\", \"audio\": \""
            + temp.resolve("c.wav")
            + "\", \"question\": \"how many?\", \"id\": \"x7\", \"question_type\": \"how\","
            + " \"answers\": [\"1\",\"2\",\"2\",\"3\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\"]}");

    List<Example> examples = folder.read("d.jsonl", null).examples();

    assertEquals(
        Example.of(
            "1",
            Question.withText(Map.of(Modality.IMAGE, temp.resolve("a.png")), "what?"),
            "cat",
            "other"),
        examples.get(0));
    Example second = examples.get(1);
    assertEquals("x7", second.id());
    assertEquals("2", second.target(), "the first of the most frequent");
    assertEquals("number", second.answerType());
    assertEquals("how", second.questionType());
    assertEquals(List.of("audio", "image"), List.copyOf(second.files().keySet()));
  }

  @Test
  void anInputMayHaveAListOfFilesInTheirOrder() {
    folder.file("d.jsonl", LINE.replace("\"a.png\"", "[\"sub/b.png\", \"a.png\"]"));
    Dataset data = folder.read("d.jsonl", null);
    assertEquals(
        List.of(temp.resolve("sub/b.png"), temp.resolve("a.png")),
        data.examples().get(0).files("image"));
    String hash = data.hash(READ, new InputHashes()::of);
    folder.file("d.jsonl", LINE.replace("\"a.png\"", "[\"a.png\", \"sub/b.png\"]"));
    folder.file("a.png", "other bytes");
    assertNotEquals(hash, folder.read("d.jsonl", null).hash(READ, new InputHashes()::of));
  }

  @Test
  void aListOfOneFileIsThatFile() {
    folder.file("d.jsonl", LINE);
    Dataset alone = folder.read("d.jsonl", null);
    folder.file("d.jsonl", LINE.replace("\"a.png\"", "[\"a.png\"]"));
    Dataset list = folder.read("d.jsonl", null);
    assertEquals(alone.examples(), list.examples());
  }

  @Test
  void listsOfFilesAreBoundedAndAllOfThemMustBeThere() {
    refuses(LINE.replace("\"a.png\"", "[]"), "d.jsonl:2:", "list of files is empty");
    refuses(LINE.replace("\"a.png\"", "[7]"), "d.jsonl:2:", "a text");
    refuses(LINE.replace("\"a.png\"", "[\"a.png\", \"no.png\"]"), "example 2, image", "no.png");
    String many = "\"a.png\", ".repeat(64) + "\"a.png\"";
    refuses(LINE.replace("\"a.png\"", "[" + many + "]"), "d.jsonl:2:", "more than 64 files");
  }

  @Test
  void inputsHaveTheNamesThatThePipelineGivesThem() {
    folder.file("d.jsonl", LINE.replace("\"image\"", "\"left\""));
    DatasetSource source = DatasetSource.of(temp.resolve("d.jsonl"), null, List.of("left"));
    Dataset data = new Datasets(ShippedFormats.all()).read(source, Optional.empty());
    assertEquals(Set.of("left"), data.examples().get(0).files().keySet());
  }

  @Test
  void findsASplitOfAFolderByItsName() {
    folder.file("train.jsonl", LINE + LINE).file("test.jsonl", LINE);
    assertEquals(2, folder.read("", "train").size());
    assertEquals(1, folder.read("", "test").size());
    folder.refuses("", "val", "no split 'val'", "test.jsonl, train.jsonl");
    folder.refuses("", null, "several splits");
  }

  @Test
  void namesFileAndLineOfWhatIsWrong() {
    refuses("{\"imag\": \"a.png\"}", "d.jsonl:2:", "unknown key 'imag'", "did you mean image");
    refuses(LINE.replace("a.png", "no.png"), "d.jsonl:2:", "example 2, image", "no file", "no.png");
    refuses(LINE.replace("a.png", "sub"), "d.jsonl:2:", "is not a file");
    refuses("{\"image\": \"a\\u0000.png\"}", "d.jsonl:2:", "not a path");
    refuses("{\"image\": \"a.png\", \"question\": \"q\"}", "d.jsonl:2:", "no 'answer'");
    refuses("{\"image\": \"a.png\", \"answer\": \"q\"}", "d.jsonl:2:", "no 'question'");
    refuses("{\"question\": \"q\", \"answer\": \"a\"}", "d.jsonl:2:", "no input", "audio, image");
    refuses("{\"question\": \"q\", \"answer\": 3}", "d.jsonl:2:", "text", "number");
    refuses("{\"question\": \"q\", \"question\": \"r\"}", "d.jsonl:2:", "uplicate", "question");
    refuses("[1]", "d.jsonl:2:", "expected an object", "a list");
    refuses("{\"question\": \"q\"", "d.jsonl:2:");
    refuses("{} {}", "d.jsonl:2:", "expected the end");
    refuses(
        "{\"image\": \"a.png\", \"question\": \"q\", \"answers\": [\"a\", \"b\"]}",
        "d.jsonl:2:",
        "one answer or 10, found 2");
    refuses(
        "{\"image\": \"a.png\", \"question\": \"q\", \"answer\": \"a\", \"id\": \"1\"}",
        "d.jsonl:2:",
        "'1' is there twice");
  }

  private void refuses(String secondLine, String... parts) {
    folder.file("d.jsonl", LINE + secondLine + "\n");
    folder.refuses("d.jsonl", null, parts);
  }

  @Test
  void refusesAnEmptyManifestAndOneInAnotherEncoding() {
    folder.file("d.jsonl", "\n  \n");
    folder.refuses("d.jsonl", null, "holds no examples");
    folder.file("d.jsonl", new byte[] {'{', '"', (byte) 0xC3, '"', '}'});
    folder.refuses("d.jsonl", null, "d.jsonl:1:");
  }

  @Test
  void boundsLinesTextsDepthAndNumberOfExamples() {
    Limits few = new Limits(2, 100, 20);
    assertTrue(refused(few, LINE.repeat(3)).contains("more than 2 examples"));
    assertTrue(refused(few, " ".repeat(101)).contains("longer than 100 bytes"));
    assertTrue(refused(few, "{\"question\": \"" + "q".repeat(21) + "\"}").contains("20"));
    assertTrue(refused(Limits.DEFAULT, "[".repeat(1000)).contains("d.jsonl:1:"));
  }

  private String refused(Limits limits, String content) {
    folder.file("d.jsonl", content);
    DatasetSource source =
        new DatasetSource(temp.resolve("d.jsonl"), Optional.empty(), Folder.KNOWN, limits);
    return assertThrows(
            FuseboxException.class, () -> new Datasets(ShippedFormats.all()).read(source))
        .getMessage();
  }

  @Test
  void hashesTheContentWhereverItIs() {
    String hash =
        folder.file("d.jsonl", LINE).read("d.jsonl", null).hash(READ, new InputHashes()::of);
    assertEquals(
        hash,
        folder
            .file("moved/d.jsonl", LINE)
            .image("moved/a.png")
            .read("moved/d.jsonl", null)
            .hash(READ, new InputHashes()::of));
    folder.file("moved/a.png", "other bytes");
    assertNotEquals(hash, folder.read("moved/d.jsonl", null).hash(READ, new InputHashes()::of));
    folder.file("d.jsonl", LINE.replace("cat", "dog"));
    assertNotEquals(hash, folder.read("d.jsonl", null).hash(READ, new InputHashes()::of));
  }

  @Test
  void absentInputsAreTreatedAsTheSourceSays() {
    String gone = LINE.replace("a.png\"", "a.png\", \"audio\": \"gone.wav\"");
    folder.file("d.jsonl", LINE + gone);
    folder.refuses("d.jsonl", null, "1 example", "example 2, audio", "gone.wav", "--bad-inputs");

    Dataset whole = folder.file("one.jsonl", LINE).read("one.jsonl", null);
    Dataset skipped = read(Folder.KNOWN, BadInputPolicy.SKIP);
    assertEquals(whole.examples(), skipped.examples());
    assertEquals(
        whole.hash(READ, new InputHashes()::of),
        skipped.hash(READ, new InputHashes()::of),
        "the hash is that of what is used");
    assertEquals("2", skipped.badInputs().get(0).example());

    Dataset without = read(Folder.KNOWN, BadInputPolicy.WITHOUT);
    assertEquals(2, without.size());
    assertEquals(List.of("image"), List.copyOf(without.examples().get(1).files().keySet()));

    Dataset unread = read(List.of("image"), BadInputPolicy.STOP);
    assertEquals(2, unread.size(), "no pipeline reads what is absent");
    assertEquals(List.of(), unread.badInputs());
  }

  private Dataset read(List<String> read, BadInputPolicy policy) {
    DatasetSource source = DatasetSource.of(temp.resolve("d.jsonl"), null, Folder.KNOWN);
    return new Datasets(ShippedFormats.all()).read(source.reading(read).with(policy));
  }

  @Test
  void tellsWhichInputAPipelineMisses() {
    Dataset data = folder.file("d.jsonl", LINE).read("d.jsonl", null);
    data.requireInputs(List.of("image"));
    String message =
        assertThrows(FuseboxException.class, () -> data.requireInputs(List.of("image", "audio")))
            .getMessage();
    assertTrue(message.contains("no example") && message.contains("audio"), message);
  }
}
