package io.fusebox.runtime.engine.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TemplateStart;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.toolkit.tensor.Autograd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pipeline's template makes of the PLM's input. */
class TemplateTest {
  private static final String CHAT =
      "{% for m in messages %}<s>{{ m.role }}: {{ m.content }}</s>{% endfor %}"
          + "{% if add_generation_prompt %}assistant:{% endif %}";

  @TempDir Path folder;
  private TinyHome home;
  private FeatureStore store;

  @BeforeEach
  void writeHome() {
    home = TinyHome.in(folder);
    store = new FeatureStore(folder.resolve("features"));
  }

  /** What is checked of the input of questions. */
  private interface Check {
    void of(Pipeline pipeline, PlmInput input);
  }

  private void check(String template, List<Question> questions, Check check) throws IOException {
    home.pipeline("strategy: prompting" + (template.isEmpty() ? "" : "\ntemplate: " + template));
    try (Pipeline pipeline = home.assemble();
        NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> weights = WeightValues.initial(pipeline, 1).toTensors(manager, pipeline);
      BatchBuilder batches = new BatchBuilder(pipeline, store);
      check.of(pipeline, batches.fuse(manager, questions, weights, false));
    }
  }

  private List<Question> questions(int... which) {
    return Arrays.stream(which).mapToObj(i -> home.examples().get(i).question()).toList();
  }

  private static List<String> names(PlmInput input) {
    return input.segments().list().stream().map(Segment::name).toList();
  }

  private static void assertReads(Pipeline pipeline, Segment segment, long[] ids) {
    NDManager manager = segment.embeddings().getManager();
    NDArray words = pipeline.plm().embed(manager.create(new long[][] {ids}));
    assertArrayEquals(words.toFloatArray(), segment.embeddings().get("0:1").toFloatArray());
  }

  @Test
  void withoutATemplateAQuestionIsReadAsItIs() throws IOException {
    for (String template : List.of("", "\"{text}\"")) {
      check(
          template,
          questions(0),
          (pipeline, input) -> {
            assertEquals(List.of("prompt", "image", "text"), names(input));
            Segment text = input.segments().list().get(2);
            assertReads(pipeline, text, pipeline.plm().tokenizer().encode("is it so?"));
          });
    }
  }

  @Test
  void textAroundTheQuestionIsPartOfTheText() throws IOException {
    check(
        "\"Question: {text} Answer:\"",
        questions(0),
        (pipeline, input) -> {
          assertEquals(List.of("prompt", "image", "text"), names(input));
          assertReads(
              pipeline,
              input.segments().list().get(2),
              pipeline.plm().tokenizer().encode("Question: is it so? Answer:"));
        });
  }

  @Test
  void featuresAndPromptStandWhereTheTemplateHasThem() throws IOException {
    check(
        "\"Look: {features} Question: {text}\"",
        questions(0, 4),
        (pipeline, input) -> {
          assertEquals(List.of("template", "prompt", "image", "text"), names(input));
          Segment before = input.segments().list().get(0);
          assertTrue(before.shared(), "it is the same for every example");
          Tokenizer tokenizer = pipeline.plm().tokenizer();
          assertReads(pipeline, before, tokenizer.encodePart("Look: ", true, false));
        });
  }

  @Test
  void aChatHasTheFeaturesInTheUsersTurn() throws IOException {
    Files.writeString(folder.resolve("bart/chat_template.jinja"), CHAT);
    check(
        "chat",
        questions(0),
        (pipeline, input) -> {
          assertEquals(List.of("template", "prompt", "image", "text"), names(input));
          Tokenizer tokenizer = pipeline.plm().tokenizer();
          List<Segment> segments = input.segments().list();
          assertReads(pipeline, segments.get(0), tokenizer.encodePart("<s>user: ", false, false));
          assertReads(
              pipeline,
              segments.get(3),
              tokenizer.encodePart("is it so?</s>assistant:", false, false));
        });
  }

  @Test
  void aTemplateStandsWhereThereIsNoQuestionToo() throws IOException {
    List<Question> mute = List.of(new Question(questions(0).get(0).files(), ""));
    check("", mute, (pipeline, input) -> assertEquals(List.of("prompt", "image"), names(input)));
    check(
        "\"Caption:{text}\"",
        mute,
        (pipeline, input) ->
            assertReads(
                pipeline,
                input.segments().list().get(2),
                pipeline.plm().tokenizer().encode("Caption:")));
  }

  @Test
  void aMaskOfTheStrategyIsWidened() {
    try (NDManager manager = NDManager.newBaseManager()) {
      PlmInput fused =
          PlmInput.join(Segments.of(Segment.unpadded("text", manager.zeros(new Shape(1, 2, 3)))))
              .withAttention(manager.create(new float[] {1, 0, 0, 1}, new Shape(2, 2)));
      Segments before =
          Segments.of(Segment.unpadded(Segment.TEMPLATE, manager.zeros(new Shape(1, 1, 3))));
      NDArray mask = TemplateStart.of(before, fused).attention().orElseThrow();
      assertEquals(DataType.FLOAT32, mask.getDataType());
      assertArrayEquals(new float[] {1, 1, 1, 1, 1, 0, 1, 0, 1}, mask.toFloatArray());
      PlmInput each =
          fused.withAttention(
              manager.create(new boolean[] {true, false, true, true}, new Shape(1, 1, 2, 2)));
      NDArray wide = TemplateStart.of(before, each).attention().orElseThrow();
      assertEquals(new Shape(1, 1, 3, 3), wide.getShape());
    }
  }

  @Test
  void aPrefixOfTheStrategyStaysInFrontOfTheTemplate() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray keys = manager.ones(new Shape(2, 1, 1, 4, 3));
      Segments words = Segments.of(Segment.unpadded("text", manager.zeros(new Shape(1, 2, 3))));
      PlmInput fused = PlmInput.join(words).withPrefix(new PlmInput.Prefix(keys, keys));
      Segments before =
          Segments.of(Segment.unpadded(Segment.TEMPLATE, manager.zeros(new Shape(1, 1, 3))));
      assertSame(keys, TemplateStart.of(before, fused).prefix().orElseThrow().keys());
    }
  }

  @Test
  void thePlmReadsTheTemplate() throws IOException {
    float[][] states = new float[2][];
    for (int i = 0; i < 2; i++) {
      int at = i;
      check(
          i == 0 ? "\"Look: {features} {text}\"" : "\"See: {features} {text}\"",
          questions(0),
          (pipeline, input) ->
              states[at] =
                  Autograd.without(() -> pipeline.plm().encode(input)).last().toFloatArray());
    }
    assertTrue(!Arrays.equals(states[0], states[1]), "the words before the features are read");
  }

  @Test
  void badTemplatesAreRefusedAtTheKey() throws IOException {
    for (String[] bad :
        new String[][] {
          {"\"no place\"", "{text}"},
          {"\"{question}\"", "unknown placeholder 'question'"},
          {"5", "put it in quotes"},
          {"chat", "has no chat template"},
        }) {
      home.pipeline("strategy: prompting\ntemplate: " + bad[0]);
      String said = assertThrows(FuseboxException.class, home::assemble).getMessage();
      assertTrue(said.contains("'template'") && said.contains(bad[1]), said);
      assertTrue(said.contains("tiny"), said);
    }
    Files.writeString(
        folder.resolve("bart/chat_template.jinja"), "{{ messages | groupby('role') }}");
    String said = assertThrows(FuseboxException.class, home::assemble).getMessage();
    assertTrue(said.contains("'template'") && said.contains("'groupby'"), said);
  }
}
