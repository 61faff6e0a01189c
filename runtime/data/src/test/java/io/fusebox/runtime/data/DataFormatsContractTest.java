package io.fusebox.runtime.data;

import io.fusebox.api.data.DataFormat;
import io.fusebox.testkit.DataFormatContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** The contract of every data format, of those that come with Fusebox. */
class DataFormatsContractTest {
  private abstract static class Shipped implements DataFormatContract {
    private final String id;

    Shipped(String id) {
      this.id = id;
    }

    @Override
    public DataFormat format() {
      return ShippedFormats.all().get(id);
    }
  }

  @Nested
  class Manifest extends Shipped {
    Manifest() {
      super("manifest");
    }

    @Override
    public Path write(Path folder) {
      new Folder(folder)
          .image("a.png")
          .file(
              "train.jsonl",
              "{\"image\": \"a.png\", \"question\": \"what?\", \"answer\": \"red\"}\n"
                  + "{\"image\": \"a.png\", \"question\": \"how many?\", \"answer\": \"2\"}\n")
          .file(
              "test.jsonl",
              "{\"image\": \"a.png\", \"question\": \"what?\", \"answer\": \"blue\"}\n");
      return folder;
    }

    @Override
    public Optional<String> split() {
      return Optional.of("train");
    }
  }

  @Nested
  class EasyVqa extends Shipped {
    EasyVqa() {
      super("easy-vqa");
    }

    @Override
    public Path write(Path folder) {
      String questions = "[[\"what?\", \"red\", 0], [\"is it?\", \"no\", 1]]";
      new Folder(folder)
          .file("train/questions.json", questions)
          .file("test/questions.json", questions)
          .image("train/images/0.png")
          .image("train/images/1.png");
      return folder;
    }

    @Override
    public Optional<String> split() {
      return Optional.of("train");
    }
  }

  @Nested
  class VqaV2 extends Shipped {
    VqaV2() {
      super("vqav2");
    }

    @Override
    public Path write(Path folder) {
      new Folder(folder)
          .file(
              "v2_OpenEnded_mscoco_val2014_questions.json",
              VqaV2ReaderTest.questions(
                  VqaV2ReaderTest.question(25, 7), VqaV2ReaderTest.question(26, 7)))
          .file(
              "v2_mscoco_val2014_annotations.json",
              VqaV2ReaderTest.annotations(
                  VqaV2ReaderTest.annotation(26, 7, "two"),
                  VqaV2ReaderTest.annotation(25, 7, "no")))
          .image("val2014/COCO_val2014_000000000007.jpg");
      return folder;
    }

    @Override
    public Optional<String> split() {
      return Optional.of("val2014");
    }
  }

  @Nested
  class Mustard extends Shipped {
    Mustard() {
      super("mustard");
    }

    @Override
    public Path write(Path folder) {
      new Folder(folder).file("sarcasm_data.json", MustardReaderTest.official());
      return folder;
    }

    @Override
    public Optional<String> split() {
      return Optional.of("all");
    }
  }

  /** MUStARD with what was said before, which has to be asked for. */
  @Nested
  class MustardContext extends Shipped {
    MustardContext() {
      super("mustard-context");
    }

    @Override
    public Path write(Path folder) {
      new Folder(folder).file("sarcasm_data.json", MustardReaderTest.official());
      return folder;
    }

    @Override
    public boolean recognizesItsData() {
      return false;
    }

    @Override
    public Optional<String> split() {
      return Optional.of("all");
    }
  }
}
