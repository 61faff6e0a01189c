package io.fusebox.runtime.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.answer.Answerer;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.toolkit.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live system over a workspace that version 0.1 has worked in. */
class WorkspaceOf01Test {
  private static final String PIPELINE =
      "strategy: {id: prompting, prompt-length: 3}\npositions: continuous\n"
          + "train-layernorm: true\ntask: {verbalizer: {\"yes\": \" yes\", \"no\": \" no\"}}";

  @TempDir Path folder;

  /** What 0.1 trained, where it kept it. */
  private static Path weights(Live live) throws IOException {
    Path file =
        Files.createDirectories(live.workspace().pipelines().resolve("tiny/prompting"))
            .resolve("weights.safetensors");
    try (InputStream in = Answerer.class.getResourceAsStream("/weights-0.1/plain.safetensors")) {
      Files.copy(in, file);
    }
    return file;
  }

  @Test
  void answersWithTheWeightsThatWereTrainedThereAndLeavesThemAsTheyAre() throws IOException {
    try (Live live = Live.in(folder)) {
      live.add("bytes");
      live.add("prompting");
      Path weights = weights(live);
      String before = Sha256.hex(Files.readAllBytes(weights));
      Files.createDirectories(live.workspace().features());
      Files.writeString(live.workspace().features().resolve("of-0.1"), "whatever");
      live.pipelines().put(live.home().pipeline(PIPELINE));
      assertEquals(PipelineState.ACTIVE, live.status("tiny").state(), live.status("tiny").note());
      Question question =
          Question.withText(
              Map.of(Modality.IMAGE, live.home().folder().resolve("0.bin")), "is it so?");
      Reply reply = live.pipelines().get("tiny").ask(question);
      try (Pipeline pipeline = live.home().assemble();
          Answerer answerer =
              new Answerer(
                  pipeline,
                  new FeatureStore(folder.resolve("other")),
                  WeightFile.load(weights, pipeline))) {
        assertEquals(answerer.answer(question), reply.answer());
      }
      assertEquals(before, Sha256.hex(Files.readAllBytes(weights)));
    }
  }

  @Test
  void waitsForWeightsThatItDidNotTrain() throws IOException {
    try (Live live = Live.in(folder)) {
      live.add("bytes");
      live.add("prompting");
      weights(live);
      live.pipelines()
          .put(live.home().pipeline(PIPELINE.replace("prompt-length: 3", "prompt-length: 4")));
      PipelineStatus status = live.status("tiny");
      assertNotEquals(PipelineState.ACTIVE, status.state());
      assertTrue(status.note().contains("weights"), status.note());
    }
  }
}
