package io.fusebox.runtime.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.answer.Answerer;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.forward.BatchBuilder;
import io.fusebox.runtime.engine.forward.ExampleGroups;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.toolkit.tensor.Autograd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images, videos and text, each of which an example may lack. */
class MissingPartsTest {
  private static final Set<String> ALL = Set.of("image", "video", "text");
  @TempDir Path folder;
  private TinyHome home;

  @BeforeEach
  void writeHome() {
    home = TinyHome.in(folder);
  }

  private Pipeline assemble(String lines) {
    try {
      Files.writeString(
          folder.resolve("tiny.yaml"),
          """
          plm: bart
          modalities:
            image: {encoder: bytes}
            video: {encoder: looking, through: bytes}
          """
              + lines);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return home.assemble();
  }

  /** Every choice of parts once, mixed. */
  private List<Example> mixed() {
    List<Example> mixed = new ArrayList<>();
    List<Set<String>> kept =
        List.of(
            Set.of("text", "image", "video"),
            Set.of("text"),
            Set.of("image", "text"),
            Set.of("video"),
            Set.of("text", "video"),
            Set.of("image"),
            Set.of("image", "video"),
            Set.of("text", "image", "video"));
    for (int i = 0; i < kept.size(); i++) {
      Example e = home.examples().get(i);
      Path image = e.files("image").get(0);
      Map<Modality, Path> both = Map.of(Modality.IMAGE, image, Modality.VIDEO, image);
      mixed.add(
          Example.of(e.id(), Question.withText(both, e.text()), e.target(), e.answerType())
              .restrictedTo(kept.get(i)));
    }
    return mixed;
  }

  private FeatureStore store() {
    return new FeatureStore(folder.resolve("features"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"positions: segment", "positions: continuous"})
  void anAnswerDoesNotDependOnWhatOthersOfTheBatchHave(String positions) {
    try (Pipeline pipeline = assemble("strategy: prompting\n" + positions);
        Answerer answerer = new Answerer(pipeline, store(), WeightValues.initial(pipeline, 1))) {
      List<String> alone = mixed().stream().map(e -> answerer.answer(e.question()).text()).toList();
      assertEquals(alone, answerer.texts(mixed(), ProgressListener.NONE));
      assertTrue(Set.copyOf(alone).size() > 2, alone.toString());
    }
  }

  @Test
  void thePlmReadsThePartsThatThereAreAndNoOthers() {
    try (Pipeline pipeline = assemble("strategy: prompting");
        NDManager manager = NDManager.newBaseManager()) {
      BatchBuilder batches = new BatchBuilder(pipeline, store());
      WeightValues weights = WeightValues.initial(pipeline, 1);
      for (Example example : mixed()) {
        PlmInput input =
            batches.fuse(
                manager, List.of(example.question()), weights.toTensors(manager, pipeline), false);
        List<String> read = input.segments().list().stream().map(Segment::name).toList();
        List<String> expected = new ArrayList<>(List.of("prompt"));
        expected.addAll(
            ExampleGroups.read(pipeline).stream().filter(example.partNames()::contains).toList());
        assertEquals(expected, read);
      }
    }
  }

  @Test
  void theGradientOfAMixedBatchIsThatOfItsExamples() {
    try (Pipeline pipeline = assemble("strategy: prompting")) {
      BatchGradient gradient = new BatchGradient(pipeline, new BatchBuilder(pipeline, store()));
      WeightValues weights = WeightValues.initial(pipeline, 1);
      BatchGradient.Result together = Autograd.with(() -> gradient.of(mixed(), weights));
      float[] sum = new float[4 * 32];
      long all = tokens(pipeline, mixed());
      for (Example example : mixed()) {
        float share = (float) tokens(pipeline, List.of(example)) / all;
        float[] one =
            Autograd.with(() -> gradient.of(List.of(example), weights)).gradients().get("prompt");
        for (int i = 0; i < sum.length; i++) {
          sum[i] += share * one[i];
        }
      }
      assertArrayEquals(sum, together.gradients().get("prompt"), 1e-5f);
    }
  }

  private long tokens(Pipeline pipeline, List<Example> examples) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return pipeline.task().labels(manager, examples).neq(-100).sum().getLong();
    }
  }

  @Test
  void subsetsAreAllChoicesButNoneInThePipelinesOrder() {
    try (Pipeline pipeline = assemble("strategy: prompting")) {
      assertEquals(
          List.of(
              Set.of("image"),
              Set.of("video"),
              Set.of("text"),
              Set.of("image", "video"),
              Set.of("image", "text"),
              Set.of("video", "text"),
              Set.of("image", "video", "text")),
          InputSubsets.of(pipeline));
    }
  }

  @Test
  void droppingLeavesOutTheShareAndNeverEverything() {
    List<Example> whole = new ArrayList<>();
    Example one = mixed().get(0);
    for (int i = 0; i < 4000; i++) {
      whole.add(one);
    }
    List<Example> left = new ModalityDropout(0.5, 0.25).of(whole, ALL, 3, 17);
    assertEquals(left, new ModalityDropout(0.5, 0.25).of(whole, ALL, 3, 17));
    // Without anything it is kept whole: 1/16 of the examples.
    assertEquals(0.5 - 1 / 16.0, share(left, "image"), 0.03);
    assertEquals(0.25 - 1 / 16.0, share(left, "text"), 0.03);
    assertTrue(left.stream().noneMatch(e -> e.partNames().isEmpty()));
    assertEquals(whole, ModalityDropout.NONE.of(whole, ALL, 3, 17));
  }

  @Test
  void anInputThatThePipelineDoesNotReadChangesNothing() {
    List<Example> more = Collections.nCopies(500, mixed().get(0));
    Set<String> read = Set.of("image", "text");
    List<Example> fewer = more.stream().map(example -> example.restrictedTo(read)).toList();
    ModalityDropout dropout = new ModalityDropout(0.5, 0.5);
    List<Set<String>> expected =
        dropout.of(fewer, read, 3, 17).stream().map(Example::partNames).toList();
    List<Set<String>> found = new ArrayList<>();
    for (Example example : dropout.of(more, read, 3, 17)) {
      Set<String> parts = example.partNames();
      parts.retainAll(read);
      found.add(parts);
    }
    assertEquals(expected, found);
    assertTrue(found.stream().noneMatch(Set::isEmpty));
  }

  private static double share(List<Example> left, String part) {
    return left.stream().filter(e -> !e.partNames().contains(part)).count() / (double) left.size();
  }

  @Test
  void aShareBeyondOneIsRefused() {
    String message =
        assertThrows(FuseboxException.class, () -> new ModalityDropout(1.5, 0)).getMessage();
    assertTrue(message.contains("drop-modalities") && message.contains("1.5"), message);
  }
}
