package io.fusebox.runtime.engine.answer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.task.Task.ExplainedToken;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.forward.BatchBuilder;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.tasks.GenerationTask;
import io.fusebox.toolkit.generation.Generator;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationTaskTest {
  @TempDir Path folder;

  @Test
  void explainsTheFirstTokenThatIsTheAnswersOwn() {
    TinyHome home = TinyHome.in(folder);
    try (Pipeline pipeline = home.assemble();
        NDManager manager = NDManager.newBaseManager()) {
      GenerationTask free =
          new GenerationTask(pipeline.plm(), GenerationConfig.greedy(pipeline.spec().maxLength()));
      GenerationTask forced = new GenerationTask(free.plm(), free.how().withForcedBos(0));
      EncoderOutput encoded =
          free.plm()
              .encode(
                  new BatchBuilder(pipeline, new FeatureStore(folder.resolve("features")))
                      .fuse(
                          manager,
                          List.of(home.examples().get(0).question()),
                          WeightValues.initial(pipeline, 0).toTensors(manager, pipeline),
                          false));
      long[] said = Generator.generate(free.plm(), encoded, forced.how()).sequences()[0];
      ExplainedToken focus = forced.explainedToken(home.examples().get(0).question(), encoded);
      assertArrayEquals(new long[] {2, 0}, focus.read());
      assertEquals(said[2], focus.token());
    }
  }

  @Test
  void explainsTheFirstTokenOfAChosenAnswer() {
    try (Pipeline pipeline = TinyHome.in(folder).assemble()) {
      ExplainedToken focus = pipeline.task().explainedToken(" elephants");
      assertEquals("elephant", focus.word());
      assertEquals("elephants", focus.answer());
      assertArrayEquals(new long[] {2, 0}, focus.read());
      assertThrows(FuseboxException.class, () -> pipeline.task().explainedToken(""));
    }
  }
}
