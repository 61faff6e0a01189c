package io.fusebox.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EasyVqaReaderTest {
  @TempDir Path temp;
  private Folder folder;

  @BeforeEach
  void twoSplits() {
    folder =
        new Folder(temp)
            .file(
                "train/questions.json",
                "[[\"what is red?\", \"circle\", 0], [\"is it?\", \"yes\", 12]]")
            .file("test/questions.json", "[[\"is it?\", \"no\", 3]]")
            .image("train/images/0.png")
            .image("train/images/12.png")
            .image("test/images/3.png");
  }

  @Test
  void readsASplitOfTheRootOrTheSplitItself() {
    Dataset data = folder.read("", "train");
    assertEquals(
        Example.of(
            "1",
            Question.withText(
                Map.of(Modality.IMAGE, temp.resolve("train/images/12.png")), "is it?"),
            "yes",
            "yes/no"),
        data.examples().get(1));
    assertEquals(data.examples(), folder.read("train", null).examples());
    assertEquals(1, folder.read("test", "test").size());
  }

  @Test
  void neverTakesOneSplitForTheOther() {
    folder.refuses("train", "test", "the split 'train', but 'test' is asked for");
    folder.refuses("", "val", "no split 'val'; found test, train");
    folder.refuses("", null, "several splits");
  }

  @Test
  void namesFileLineAndQuestionOfWhatIsWrong() {
    refuses(
        "[[\"q\", \"a\", 3],\n [\"q\", \"a\", 99]]", "questions.json:2:", "question 1", "99.png");
    refuses("[[\"q\", \"a\"]]", "questions.json:1:", "found 2");
    refuses("[[\"q\", \"a\", 3, 4]]", "questions.json:1:", "expected [question, answer");
    refuses("[[\"q\", \"a\", \"3\"]]", "questions.json:1:", "whole number");
    refuses("[[\"q\", \"a\", 99999999999999999999]]", "questions.json:1:", "out of range");
    refuses("[[\" \", \"a\", 3]]", "questions.json:1:", "the question is empty");
    refuses("{}", "questions.json:1:", "expected a list", "an object");
    refuses("[[\"q\", \"a\", 3]", "questions.json:1:");
    refuses("", "questions.json:1:", "the end of the file");
    refuses("[]", "holds no examples");
  }

  private void refuses(String questions, String... parts) {
    folder.file("test/questions.json", questions);
    folder.refuses("test", "test", parts);
  }
}
