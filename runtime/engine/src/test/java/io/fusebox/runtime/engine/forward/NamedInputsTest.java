package io.fusebox.runtime.engine.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.task.Question;
import io.fusebox.fixtures.Tensors;
import io.fusebox.runtime.engine.answer.Answerer;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Assembler;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineFile;
import io.fusebox.runtime.engine.pipeline.TestPlugins;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.toolkit.tensor.Autograd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that the pipeline names, and inputs of several files. */
class NamedInputsTest {
  private static final String CAMERAS = "left: {encoder: bytes}, right: {encoder: bytes}";

  @TempDir Path folder;

  @BeforeEach
  void write() {
    TinyHome.in(folder);
  }

  @Test
  void theModalityIsTheEncodersAndTheSegmentsHaveTheNames() {
    try (Pipeline pipeline = pipeline(CAMERAS, "prompting");
        NDManager manager = NDManager.newBaseManager()) {
      assertEquals(
          List.of(Modality.IMAGE, Modality.IMAGE),
          pipeline.modalityInputs().stream().map(ModalityInput::modality).toList());
      Question question = question(Map.of("right", files(1), "left", files(0)));
      PlmInput read = fuse(pipeline, manager, question);
      assertEquals(
          List.of("prompt", "left", "right", "text"),
          read.segments().list().stream().map(Segment::name).toList());
      PlmInput one = fuse(pipeline, manager, question.only(Set.of("right", "text")));
      assertEquals(
          List.of("prompt", "right", "text"),
          one.segments().list().stream().map(Segment::name).toList());
    }
  }

  @Test
  void whichCameraSawWhatMatters() {
    try (Pipeline pipeline = pipeline(CAMERAS, "prompting");
        Answerer answerer = new Answerer(pipeline, store(), WeightValues.initial(pipeline, 1))) {
      Question one = question(Map.of("left", files(0), "right", files(1)));
      Question other = question(Map.of("left", files(1), "right", files(0)));
      assertNotEquals(answerer.answer(one).probability(), answerer.answer(other).probability());
    }
  }

  @Test
  void theOrderOfInputsIsPartOfWhatWeightsBelongTo() {
    Path file = folder.resolve("weights.safetensors");
    try (Pipeline trained = pipeline(CAMERAS, "prompting")) {
      WeightFile.save(file, trained, WeightValues.initial(trained, 1), Map.of());
      assertEquals("left, right", WeightFile.metadata(trained).get("inputs"));
    }
    try (Pipeline same = pipeline(CAMERAS, "prompting")) {
      WeightFile.load(file, same);
    }
    String turned = "right: {encoder: bytes}, left: {encoder: bytes}";
    try (Pipeline other = pipeline(turned, "prompting")) {
      String message =
          assertThrows(FuseboxException.class, () -> WeightFile.load(file, other)).getMessage();
      assertTrue(message.contains("inputs: trained on left, right, found right, left"), message);
    }
  }

  @Test
  void inputsOfTheSameModelAndSettingsShareOneEncoder() {
    try (Pipeline same = pipeline("a: {encoder: dense}, b: {encoder: dense}", "prompting")) {
      assertSame(same.modalityInputs().get(0).encoder(), same.modalityInputs().get(1).encoder());
    }
    String different = "a: {encoder: bytes, width: 32}, b: {encoder: bytes, width: 48}";
    try (Pipeline pipeline = pipeline(different, "[cutting, prompting]")) {
      assertNotSame(
          pipeline.modalityInputs().get(0).encoder(), pipeline.modalityInputs().get(1).encoder());
    }
  }

  @Test
  void everyInputTrainsAnEncoderOfItsOwn() {
    try (Pipeline pipeline =
        pipeline("a: {encoder: dense}, b: {encoder: dense}", "[thawing, prompting]")) {
      assertNotSame(
          pipeline.modalityInputs().get(0).encoder(), pipeline.modalityInputs().get(1).encoder());
      assertTrue(
          pipeline
              .thawed()
              .keySet()
              .containsAll(List.of("encoder.a.dense.weight", "encoder.b.dense.weight")),
          pipeline.thawed().keySet().toString());
    }
  }

  @Test
  void severalFilesStandOneBehindTheOther() {
    for (String strategy : List.of("prompting", "[thawing, prompting]")) {
      try (Pipeline pipeline = pipeline("image: {encoder: dense}", strategy);
          NDManager manager = NDManager.newBaseManager()) {
        Segment first = features(pipeline, manager, files(0));
        Segment second = features(pipeline, manager, files(2));
        Segment both = features(pipeline, manager, files(0, 2));
        assertEquals(4, both.embeddings().getShape().get(1), "two bytes each");
        Tensors.assertClose(
            first.embeddings().concat(second.embeddings(), 1), both.embeddings(), 1e-6, strategy);
        assertArrayEquals(new long[] {1, 1, 1, 1}, both.mask().toLongArray());
      }
    }
  }

  @Test
  void examplesOfABatchMayHaveDifferentNumbersOfFiles() {
    List<Question> questions =
        Stream.of(files(0), files(1, 2, 3), files(3, 0), files(2))
            .map(files -> question(Map.of("image", files)))
            .toList();
    for (String strategy : List.of("prompting", "[thawing, prompting]")) {
      try (Pipeline pipeline = pipeline("image: {encoder: dense}", strategy);
          Answerer answerer = new Answerer(pipeline, store(), WeightValues.initial(pipeline, 1))) {
        double[] together =
            answerer.answers(questions, ProgressListener.NONE).stream()
                .mapToDouble(a -> a.probability())
                .toArray();
        double[] alone =
            questions.stream().mapToDouble(q -> answerer.answer(q).probability()).toArray();
        assertArrayEquals(alone, together, 1e-5, strategy);
        assertEquals(4, Arrays.stream(alone).distinct().count());
      }
    }
  }

  @Test
  void aWellKnownNameIsRefusedForAnEncoderOfAnotherModality() {
    String message =
        assertThrows(FuseboxException.class, () -> pipeline("video: {encoder: bytes}", "prompting"))
            .getMessage();
    assertTrue(message.contains("reads image") && message.contains("for video"), message);
  }

  private PlmInput fuse(Pipeline pipeline, NDManager manager, Question question) {
    WeightValues weights = WeightValues.initial(pipeline, 1);
    return Autograd.without(
        () ->
            new BatchBuilder(pipeline, store())
                .fuse(manager, List.of(question), weights.toTensors(manager, pipeline), false));
  }

  private Segment features(Pipeline pipeline, NDManager manager, List<Path> files) {
    return fuse(pipeline, manager, question(Map.of("image", files))).segments().list().get(1);
  }

  private Pipeline pipeline(String inputs, String strategy) {
    try {
      Path file =
          Files.writeString(
              folder.resolve("tiny.yaml"),
              "plm: bart\ninputs: {%s}\nstrategy: %s\n".formatted(inputs, strategy));
      return new Assembler(new TestPlugins()).assemble(PipelineFile.read(file, folder));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private FeatureStore store() {
    return new FeatureStore(folder.resolve("features"));
  }

  private List<Path> files(int... numbers) {
    return Arrays.stream(numbers).mapToObj(i -> folder.resolve(i + ".bin")).toList();
  }

  private static Question question(Map<String, List<Path>> files) {
    return Question.withFiles(files, "is it so?");
  }
}
