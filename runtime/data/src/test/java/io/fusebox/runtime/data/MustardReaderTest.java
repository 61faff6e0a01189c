package io.fusebox.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
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

class MustardReaderTest {
  private static final String FILE = "sarcasm_data.json";

  @TempDir Path temp;
  private Folder folder;

  /** Two utterances of the show that is the test set, and two of others. */
  static String official() {
    return """
        {"1_60": {"utterance": "Great.", "speaker": "A", "context": ["It broke.", "Again?"],
                  "context_speakers": ["B", "A"], "show": "BBT", "sarcasm": true},
         "1_70": {"utterance": "Thank you.", "context": [], "show": "GOLDENGIRLS", "sarcasm": false},
         "2_1": {"utterance": "I am so glad.", "context": ["Me too."], "show": "FRIENDS", "sarcasm": true},
         "2_2": {"utterance": "It rains.", "context": ["Look."], "show": "FRIENDS", "sarcasm": false}}
        """;
  }

  @BeforeEach
  void write() {
    folder = new Folder(temp).file(FILE, official());
  }

  private Dataset read(String split, String format, BadInputPolicy policy, String... read) {
    DatasetSource source =
        DatasetSource.of(temp, split, Folder.KNOWN).reading(List.of(read)).with(policy);
    return new Datasets(ShippedFormats.all()).read(source, Optional.ofNullable(format));
  }

  private static List<String> ids(Dataset data) {
    return data.examples().stream().map(Example::id).toList();
  }

  @Test
  void testIsTheUtterancesOfOneShowAndTrainThoseOfAllOthers() {
    assertEquals(List.of("2_1", "2_2"), ids(read("test", null, BadInputPolicy.STOP)));
    assertEquals(List.of("1_60", "1_70"), ids(read("train", null, BadInputPolicy.STOP)));
    assertEquals(4, read("all", null, BadInputPolicy.STOP).size());
    folder.refuses("", null, "several splits: all, test, train");
    folder.refuses(FILE, "val", "no split 'val'");
  }

  @Test
  void theTextIsTheUtteranceAloneOrWithTheLinesBefore() {
    Example alone = read("train", null, BadInputPolicy.STOP).examples().get(0);
    assertEquals(Example.of("1_60", new Question(Map.of(), "Great."), "sarcastic", "other"), alone);
    Dataset context = read("train", "mustard-context", BadInputPolicy.STOP);
    assertEquals("It broke. Again? Great.", context.examples().get(0).text());
    assertEquals("Thank you.", context.examples().get(1).text());
    assertEquals("sincere", context.examples().get(1).target());
  }

  @Test
  void clipsAndClipsAreFoundBesideTheFile() {
    folder
        .image("utterances_final/1_60.mp4")
        .image("utterances_final/1_60.json")
        .image("videos/utterances_final/1_70/000.png")
        .image("audio/1_70.flac");
    Dataset data = read("train", null, BadInputPolicy.STOP, "audio", "video");
    Path clip = temp.resolve("utterances_final/1_60.mp4");
    assertEquals(
        Map.of("video", List.of(clip), "audio", List.of(clip)), data.examples().get(0).files());
    assertEquals(
        Map.of(
            "video",
            List.of(temp.resolve("videos/utterances_final/1_70")),
            "audio",
            List.of(temp.resolve("audio/1_70.flac"))),
        data.examples().get(1).files());
    assertEquals(List.of(), data.badInputs());
  }

  @Test
  void absentClipsAreCountedAndNamed() {
    folder.image("utterances_final/1_60.mp4");
    String message =
        assertThrows(FuseboxException.class, () -> read("all", null, BadInputPolicy.STOP, "video"))
            .getMessage();
    for (String part : List.of("3 examples", "1_70", "2_1", "2_2.mp4", "--bad-inputs skip")) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void withLeaveItGoesOnWithWhatThereIs() {
    folder.image("utterances_final/1_60.mp4");
    Dataset skipped = read("all", null, BadInputPolicy.SKIP, "video");
    assertEquals(List.of("1_60"), ids(skipped));
    assertEquals(3, BadInput.examples(skipped.badInputs()));
    Dataset without = read("all", null, BadInputPolicy.WITHOUT, "video");
    assertEquals(4, without.size());
    assertEquals(Set.of("text"), without.examples().get(1).partNames());
    assertEquals(Set.of("text", "video"), without.examples().get(0).partNames());
    assertTrue(BadInputPolicy.WITHOUT.report(without.badInputs()).contains("3 examples"));
  }

  @Test
  void namesThePlaceOfWhatIsWrong() {
    refuses("{\"a\": {\"utterance\": \"x\", \"show\": \"BBT\"}}", ":1:", "no 'sarcasm'");
    refuses("{\"a\": {\"utterance\": \"x\", \"sarcasm\": true}}", ":1:", "no 'show'");
    refuses("{\"a\": {\"sarcasm\": \"yes\"}}", ":1:", "expected true or false", "a text");
    refuses(
        "{\"a\": {\"utterance\": \" \", \"show\": \"BBT\", \"sarcasm\": true}}",
        "utterance a",
        "question is empty");
    refuses("[]", "expected an object");
    refuses(official().replace("1_70", "1_60"), "uplicate");
    refuses("{}", "holds no examples");
  }

  private void refuses(String content, String... parts) {
    folder.file(FILE, content).refuses(FILE, "train", parts);
  }
}
