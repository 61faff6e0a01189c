package io.fusebox.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VqaV2ReaderTest {
  private static final String QUESTIONS = "v2_OpenEnded_mscoco_val2014_questions.json";
  private static final String ANNOTATIONS = "v2_mscoco_val2014_annotations.json";

  @TempDir Path temp;
  private Folder folder;

  @BeforeEach
  void officialFiles() {
    folder =
        new Folder(temp)
            .file(QUESTIONS, questions(question(25, 7), question(26, 7)))
            .file(ANNOTATIONS, annotations(annotation(26, 7, "two"), annotation(25, 7, "no")))
            .image("val2014/COCO_val2014_000000000007.jpg");
  }

  static String questions(String... entries) {
    return "{\"info\": {\"year\": 2017}, \"task_type\": \"Open-Ended\", \"questions\": ["
        + String.join(",", entries)
        + "], \"license\": {}}";
  }

  static String question(int id, int image) {
    return "{\"image_id\": %d, \"question\": \"q%d?\", \"question_id\": %d}"
        .formatted(image, id, id);
  }

  static String annotations(String... entries) {
    return "{\"info\": {}, \"annotations\": [" + String.join(",", entries) + "]}";
  }

  static String annotation(int id, int image, String answer) {
    String answers =
        Collections.nCopies(10, answer).stream()
            .map(
                a ->
                    "{\"answer\": \"%s\", \"answer_confidence\": \"yes\", \"answer_id\": 1}"
                        .formatted(a))
            .collect(Collectors.joining(","));
    return ("{\"question_type\": \"is\", \"multiple_choice_answer\": \"%s\", \"answers\": [%s],"
            + " \"image_id\": %d, \"answer_type\": \"given\", \"question_id\": %d}")
        .formatted(answer, answers, image, id);
  }

  @Test
  void joinsQuestionsWithTheirAnnotationsInTheOrderOfTheQuestions() {
    Dataset data = folder.read("", "val");
    assertEquals(List.of("25", "26"), data.examples().stream().map(Example::id).toList());
    assertEquals(
        new Example(
            "26",
            Question.withText(
                Map.of(Modality.IMAGE, temp.resolve("val2014/COCO_val2014_000000000007.jpg")),
                "q26?"),
            "two",
            Collections.nCopies(10, "two"),
            "given",
            "is"),
        data.examples().get(1));
  }

  @Test
  void imagesHaveTheSameNamesInEveryLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(
          temp.resolve("val2014/COCO_val2014_000000000007.jpg"),
          folder.read("", "val").examples().get(0).files("image").get(0));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void findsASplitByOfficialNameShortNameOrFile() {
    String hash = folder.read("", "val2014").hash(Set.of("image"), new InputHashes()::of);
    assertEquals(hash, folder.read("", "val").hash(Set.of("image"), new InputHashes()::of));
    assertEquals(hash, folder.read("", null).hash(Set.of("image"), new InputHashes()::of));
    assertEquals(hash, folder.read(QUESTIONS, null).hash(Set.of("image"), new InputHashes()::of));
    folder.refuses("", "train", "no split 'train'", "val2014");
  }

  @Test
  void theQuestionsOfTestDevAreAboutImagesOfTest() {
    String name = "v2_OpenEnded_mscoco_test-dev2015_questions.json";
    VqaV2Files files = VqaV2Files.of(temp.resolve(name)).orElseThrow();
    assertEquals("test-dev2015", files.subtype());
    assertEquals(
        temp.resolve("test2015/COCO_test2015_000000000007.jpg"),
        files.images().resolve(files.image(7)));
  }

  @Test
  void takesValForTestWhenTheTestAnswersAreUnpublished() {
    folder.file("v2_OpenEnded_mscoco_test2015_questions.json", questions(question(1, 1)));
    assertEquals(2, folder.read("", "test").size());
    folder.refuses("", "test2015", "no annotations", "v2_mscoco_test2015_annotations.json");
  }

  @Test
  void refusesFilesThatDoNotBelongTogether() {
    folder.file(ANNOTATIONS, annotations(annotation(25, 7, "no")));
    folder.refuses("", "val", QUESTIONS, "question 26", "belong together");
    folder.file(
        ANNOTATIONS,
        annotations(annotation(25, 7, "no"), annotation(26, 7, "no"), annotation(27, 7, "no")));
    folder.refuses("", "val", ANNOTATIONS, "question 27", "belong together");
    folder.file(ANNOTATIONS, annotations(annotation(25, 8, "no"), annotation(26, 7, "no")));
    folder.refuses("", "val", "question 25", "image 7", "image 8");
  }

  @Test
  void namesTheImageThatIsMissing() {
    folder.file(QUESTIONS, questions(question(25, 123456)));
    folder.file(ANNOTATIONS, annotations(annotation(25, 123456, "no")));
    folder.refuses("", "val", "question 25", "COCO_val2014_000000123456.jpg");
  }

  @Test
  void namesFileAndLineOfWhatIsWrong() {
    folder.file(QUESTIONS, questions("\n" + question(25, 7), "\n{\"image_id\": \"x\"}"));
    folder.refuses("", "val", QUESTIONS + ":3:", "whole number");
    folder.file(QUESTIONS, questions(question(25, 7), question(25, 7)));
    folder.refuses("", "val", QUESTIONS + ":1:", "twice");
    folder.file(QUESTIONS, questions("{\"image_id\": 7, \"question_id\": 1}"));
    folder.refuses("", "val", QUESTIONS + ":1:", "no 'question'");
    folder.file(QUESTIONS, "{\"annotations\": []}");
    folder.refuses("", "val", QUESTIONS, "no list 'questions'");
    folder.file(QUESTIONS, questions());
    folder.file(ANNOTATIONS, annotations());
    folder.refuses("", "val", "holds no examples");
  }

  @Test
  void refusesAQuestionWithoutItsTenAnswers() {
    String tooFew = annotation(26, 7, "no").replaceFirst("\\{\"answer\"[^}]*},", "");
    folder.file(ANNOTATIONS, annotations(annotation(25, 7, "no"), tooFew));
    folder.refuses("", "val", "question 26", "found 9");
  }
}
