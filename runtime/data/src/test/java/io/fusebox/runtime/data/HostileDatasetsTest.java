package io.fusebox.runtime.data;

import io.fusebox.fixtures.HostileInputs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileDatasetsTest {
  private static final String MANIFEST =
      """
      {"image": "a.png", "question": "what is it?", "answer": "cat"}
      {"image": "a.png", "question": "\u00e4?", "answers": ["1","2","3","4","5","6","7","8","9","0"]}
      {"image": "a.png", "id": "q", "question": "x?", "answer": "y", "answer_type": "other"}
      """;
  private static final String VQA_QUESTIONS = "v2_OpenEnded_mscoco_val2014_questions.json";
  private static final String VQA_ANNOTATIONS = "v2_mscoco_val2014_annotations.json";
  private static final String VQA_IMAGE = "val2014/COCO_val2014_000000000007.jpg";

  @TempDir Path temp;

  @Test
  void manifestsAreReadOrRefused() {
    hostile(new Folder(temp).image("a.png"), "d.jsonl", MANIFEST, "d.jsonl", null, 500);
  }

  @Test
  void questionsOfEasyVqaAreReadOrRefused() {
    String good = "[[\"what?\", \"red\", 1], [\"is it?\", \"no\", 1]]";
    hostile(new Folder(temp).image("images/1.png"), "questions.json", good, "", null, 300);
  }

  @Test
  void questionsOfVqaAreReadOrRefused() {
    hostile(vqa(), VQA_QUESTIONS, questions(), "", null, 300);
  }

  @Test
  void annotationsOfVqaAreReadOrRefused() {
    hostile(vqa(), VQA_ANNOTATIONS, annotations(), "", null, 300);
  }

  @Test
  void utterancesOfMustardAreReadOrRefused() {
    Folder folder = new Folder(temp);
    for (String id : new String[] {"1_60", "1_70", "2_1", "2_2"}) {
      folder.image("utterances_final/" + id + ".mp4").image("audio/" + id + ".wav");
    }
    hostile(folder, "sarcasm_data.json", MustardReaderTest.official(), "", "all", 300);
  }

  private Folder vqa() {
    return new Folder(temp)
        .image(VQA_IMAGE)
        .file(VQA_QUESTIONS, questions())
        .file(VQA_ANNOTATIONS, annotations());
  }

  private static String questions() {
    return VqaV2ReaderTest.questions(VqaV2ReaderTest.question(2, 7));
  }

  private static String annotations() {
    return VqaV2ReaderTest.annotations(VqaV2ReaderTest.annotation(2, 7, "no"));
  }

  /** No input is read: those that are not there would be listed, in more than a sentence. */
  private void hostile(
      Folder folder, String file, String good, String path, String split, int count) {
    HostileInputs.ofText(file, List.of(good.getBytes(StandardCharsets.UTF_8)))
        .tryAll(
            count,
            bytes -> {
              folder.file(file, bytes);
              DatasetSource source = DatasetSource.of(temp.resolve(path), split, Folder.KNOWN);
              new Datasets(ShippedFormats.all()).read(source.reading(List.of()));
            });
  }
}
