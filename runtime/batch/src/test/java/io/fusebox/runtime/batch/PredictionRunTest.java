package io.fusebox.runtime.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.data.DatasetSource;
import io.fusebox.runtime.data.Datasets;
import io.fusebox.runtime.data.ShippedFormats;
import io.fusebox.runtime.engine.answer.Answerer;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.weights.WeightValues;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionRunTest {
  private static final BooleanSupplier NEVER = () -> false;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BATCH = 8;
  private static final int ROWS = 3 * BATCH + 5;

  @TempDir Path folder;
  private TinyHome home;
  private Pipeline pipeline;
  private Path data;
  private Path out;

  @BeforeEach
  void writeQuestions() throws IOException {
    home = TinyHome.in(folder);
    pipeline = home.assemble();
    data = folder.resolve("questions.jsonl");
    out = folder.resolve("answers.jsonl");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      lines.add(row(i, i % 4 + ".bin"));
    }
    Files.write(data, lines);
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  private static String row(int i, String image) {
    return "{\"id\":\"q%d\",\"image\":\"%s\",\"question\":\"what is %d?\",\"camera\":{\"n\":[%d,null]}}"
        .formatted(i, image, i % 7, i);
  }

  private PredictionRun run(int seed, ErrorPolicy policy) {
    return run(pipeline, seed, policy);
  }

  private PredictionRun run(Pipeline with, int seed, ErrorPolicy policy) {
    return new PredictionRun(
        with,
        new FeatureStore(folder.resolve("features")),
        WeightValues.initial(with, seed),
        new QuestionSource(
            new Datasets(ShippedFormats.all()),
            DatasetSource.of(data, null, Set.of("image", "audio", "video"))
                .reading(Set.of("image")),
            Optional.empty()),
        policy,
        BATCH);
  }

  private PredictionRun.Result write(int seed, BooleanSupplier interrupted) {
    return run(seed, ErrorPolicy.STOP).write(out, false, ProgressListener.NONE, interrupted);
  }

  /** Stops after so many batches. */
  private static BooleanSupplier after(int batches) {
    AtomicInteger rows = new AtomicInteger();
    return () -> rows.incrementAndGet() >= batches * BATCH + 3;
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(out)) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  @Test
  void everyRowHasTheAnswerThatAskingGives() throws IOException {
    assertTrue(write(1, NEVER).complete());
    List<JsonNode> lines = lines();
    assertEquals(ROWS, lines.size());
    try (Answerer answerer =
        new Answerer(
            pipeline,
            new FeatureStore(folder.resolve("others")),
            WeightValues.initial(pipeline, 1))) {
      for (int i = 0; i < ROWS; i++) {
        JsonNode line = lines.get(i);
        assertEquals(i, line.get("index").asInt());
        assertEquals("q" + i, line.get("id").asText());
        assertEquals("{\"n\":[%d,null]}".formatted(i), line.get("camera").toString());
        Answer asked =
            answerer.answer(
                Question.withText(
                    Map.of(Modality.IMAGE, folder.resolve(i % 4 + ".bin")),
                    "what is %d?".formatted(i % 7)));
        assertEquals(asked.text(), line.get("answer").asText());
        assertEquals(asked.probability(), line.get("probability").asDouble(), 1e-5);
      }
    }
    assertTrue(lines.stream().map(l -> l.get("answer").asText()).distinct().count() > 1);
  }

  @Test
  void aRunThatWasInterruptedAnywhereGoesOnToTheSameBytes() throws IOException {
    write(1, NEVER);
    byte[] whole = Files.readAllBytes(out);
    for (int batches = 0; batches < 4; batches++) {
      Files.delete(out);
      PredictionRun.Result part = write(1, after(batches));
      assertEquals((long) batches * BATCH, part.done());
      assertFalse(Files.exists(out));
      PredictionRun.Result rest = write(1, NEVER);
      assertEquals(part.done(), rest.before());
      assertEquals(new String(whole), Files.readString(out));
    }
    assertEquals(List.of("answers.jsonl"), answers());
  }

  /** What a killed process may leave: any length of either file. */
  @Test
  void aRunThatWasKilledAnywhereGoesOnToTheSameBytes() throws IOException {
    write(1, NEVER);
    String whole = Files.readString(out);
    Files.delete(out);
    write(1, after(2));
    Path partial = folder.resolve("answers.jsonl.partial");
    Path journal = folder.resolve("answers.jsonl.partial.journal");
    byte[] answers = Files.readAllBytes(partial);
    byte[] said = Files.readAllBytes(journal);
    int header = new String(said).indexOf('\n') + 1;
    Random random = new Random(7);
    for (int kill = 0; kill < 12; kill++) {
      Files.write(partial, (new String(answers) + whole.substring(answers.length)).getBytes());
      cut(partial, 1 + random.nextInt(whole.length()));
      Files.write(journal, said);
      cut(journal, header + random.nextInt(said.length - header + 1));
      write(1, NEVER);
      assertEquals(whole, Files.readString(out));
      Files.delete(out);
    }
  }

  private static void cut(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  private List<String> answers() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> name.startsWith("answers"))
          .toList();
    }
  }

  private String refusal(PredictionRun run) {
    return assertThrows(
            FuseboxException.class, () -> run.write(out, false, ProgressListener.NONE, NEVER))
        .getMessage();
  }

  @Test
  void anotherPipelineOtherWeightsOrOtherDataDoNotGoOn() throws IOException {
    write(1, after(2));
    byte[] kept = Files.readAllBytes(folder.resolve("answers.jsonl.partial"));
    assertTrue(refusal(run(2, ErrorPolicy.STOP)).contains("weights is not"));
    home.pipeline("strategy: prompting\nanswer: {max-length: 4}");
    try (Pipeline other = home.assemble()) {
      assertTrue(refusal(run(other, 1, ErrorPolicy.STOP)).contains("answer.max-length is not"));
    }
    byte[] image = Files.readAllBytes(folder.resolve("1.bin"));
    Files.write(folder.resolve("1.bin"), new byte[] {9, 9});
    assertTrue(refusal(run(1, ErrorPolicy.STOP)).contains("the files of inputs in rows 0 to 7"));
    Files.write(folder.resolve("1.bin"), image);
    List<String> lines = new ArrayList<>(Files.readAllLines(data));
    lines.set(ROWS - 1, row(ROWS, "2.bin"));
    Files.write(data, lines);
    assertTrue(refusal(run(1, ErrorPolicy.STOP)).contains("data is not"));
    assertEquals(new String(kept), Files.readString(folder.resolve("answers.jsonl.partial")));
    run(1, ErrorPolicy.STOP).write(out, true, ProgressListener.NONE, NEVER);
    assertEquals("q" + ROWS, lines().get(ROWS - 1).get("id").asText());
  }

  @Test
  void aBadRowStopsOrIsRecordedAsTold() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(data));
    lines.set(5, row(5, "gone.bin"));
    lines.set(20, row(20, "gone.bin"));
    Files.write(data, lines);
    assertTrue(refusal(run(1, ErrorPolicy.STOP)).contains("row 5, id 'q5'"));
    assertEquals(List.of(), answers());
    lines.set(10, "{\"id\": \"broken\"");
    lines.set(11, "{\"id\": \"mute\", \"image\": \"0.bin\"}");
    lines.set(12, "{\"id\": \"own\", \"image\": \"0.bin\", \"question\": \"a\", \"error\": 1}");
    lines.set(13, "x".repeat((1 << 20) + 7));
    lines.set(14, "{\"image\": \"0.bin\", \"question\": \"so?\", \"answer\": \"yes\"}");
    Files.write(data, lines);
    String refused = refusal(run(1, ErrorPolicy.STOP));
    assertTrue(refused.contains("questions.jsonl:11"), refused);
    PredictionRun.Result result =
        run(1, ErrorPolicy.RECORD).write(out, false, ProgressListener.NONE, NEVER);
    assertEquals(6, result.errors());
    List<JsonNode> found = lines();
    assertEquals(ROWS, found.size());
    for (int i = 0; i < ROWS; i++) {
      boolean bad = Set.of(5, 20, 10, 11, 12, 13).contains(i);
      assertEquals(bad, found.get(i).has("error"), found.get(i).toString());
      assertNotEquals(bad, found.get(i).has("answer"), found.get(i).toString());
    }
    assertEquals("mute", found.get(11).get("id").asText());
    assertEquals("15", found.get(14).get("id").asText());
    assertEquals("yes", found.get(14).get("truth").asText());
  }

  @Test
  void twoRunsDoNotWriteOneFile() {
    run(1, ErrorPolicy.STOP)
        .write(
            out,
            false,
            (done, total, note) -> {
              if (done == BATCH) {
                assertTrue(refusal(run(1, ErrorPolicy.STOP)).contains("by another run"));
              }
            },
            NEVER);
    assertTrue(Files.exists(out));
  }

  @Test
  void anOtherFilesNameIsLeftAlone() throws IOException {
    Files.writeString(folder.resolve("answers.jsonl.partial"), "my own notes\n");
    assertTrue(refusal(run(1, ErrorPolicy.STOP)).contains("--fresh"));
    assertEquals("my own notes\n", Files.readString(folder.resolve("answers.jsonl.partial")));
  }
}
