package io.fusebox.runtime.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.InputHashes;
import io.fusebox.runtime.data.Shots.SamplingMethod;
import io.fusebox.runtime.data.metrics.ClassScores;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.forward.BatchBuilder;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.tasks.Verbalizer;
import io.fusebox.runtime.training.Evaluation;
import io.fusebox.runtime.training.Trainer;
import io.fusebox.runtime.training.TrainingPlan;
import io.fusebox.runtime.training.TrainingPlan.Schedule;
import io.fusebox.runtime.training.TrainingRun;
import io.fusebox.toolkit.tensor.Autograd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassificationTaskTest {
  private static final String TASK =
      "strategy: prompting\ntask: {verbalizer: {\"yes\": \" yes\", \"no\": \" no\"}}";

  @TempDir Path folder;
  private TinyHome home;
  private Pipeline pipeline;
  private FeatureStore store;

  @BeforeEach
  void assemble() throws IOException {
    home = TinyHome.in(folder);
    home.pipeline(TASK);
    pipeline = home.assemble();
    store = new FeatureStore(folder.resolve("features"));
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  private EncoderOutput encode(NDManager manager) {
    WeightValues weights = WeightValues.initial(pipeline, 1);
    return pipeline
        .plm()
        .encode(
            new BatchBuilder(pipeline, store)
                .fuse(
                    manager,
                    Example.questions(home.examples()),
                    weights.toTensors(manager, pipeline),
                    false));
  }

  /** As the pipeline's file says them. */
  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("yes", " yes");
    words.put("no", " no");
    return words;
  }

  /** The labels' logits where BART begins to answer, taken one by one. */
  private double[][] logits(EncoderOutput encoded, NDManager manager) {
    Verbalizer words = Verbalizer.of(words(), pipeline.plm());
    int b = home.examples().size();
    NDArray start = manager.create(new long[] {2, 0}, new Shape(1, 2)).repeat(0, b);
    NDArray all = pipeline.plm().decode(encoded, start).logits();
    double[][] logits = new double[b][2];
    for (int i = 0; i < b; i++) {
      for (int label = 0; label < 2; label++) {
        logits[i][label] = all.getFloat(i, 1, words.tokens()[label]);
      }
    }
    return logits;
  }

  private static double share(double[] logits, int label) {
    return 1 / (1 + Math.exp(logits[1 - label] - logits[label]));
  }

  @Test
  void learnsAndAnswersByTheLabelsWordsAlone() {
    try (NDManager manager = NDManager.newBaseManager()) {
      EncoderOutput encoded = encode(manager);
      double[][] logits = logits(encoded, manager);
      NDArray labels = pipeline.task().labels(manager, home.examples());
      double loss = 0;
      List<Answer> answers =
          pipeline.task().answer(home.examples().stream().map(Example::question).toList(), encoded);
      for (int i = 0; i < logits.length; i++) {
        int truth = home.examples().get(i).target().equals("yes") ? 0 : 1;
        loss -= Math.log(share(logits[i], truth)) / logits.length;
        int best = logits[i][0] >= logits[i][1] ? 0 : 1;
        assertEquals(List.of("yes", "no").get(best), answers.get(i).text());
        double found = answers.get(i).probability();
        assertEquals(share(logits[i], best), found, 1e-5);
      }
      assertEquals(loss, pipeline.task().loss(encoded, labels).getFloat(), 1e-5);
    }
  }

  @Test
  void aTrainedPipelineTellsTheLabelsApart() {
    TrainingPlan plan =
        new TrainingPlan(0, 1, 80, 8, 0.5, Schedule.COSINE, 7, SamplingMethod.RANDOM);
    Trainer.Result trained =
        new Trainer(pipeline, store, plan, () -> false)
            .train(
                home.examples(), folder.resolve("state"), new TreeMap<>(), ProgressListener.NONE);
    Evaluation found =
        Evaluation.of(pipeline, store, trained.weights(), home.examples(), ProgressListener.NONE);
    assertTrue(trained.loss() < 0.1, "loss " + trained.loss());
    assertEquals(1, found.scores().accuracy());
    assertTrue(found.scores() instanceof ClassScores, found.scores().toString());
  }

  @Test
  void anAnswerThatIsNoLabelIsRefusedByTheExamplesName() {
    Example odd =
        Example.of("odd", new Question(home.examples().get(0).files(), "so?"), "maybe", "");
    Dataset data = Dataset.of("data", folder, List.of(home.examples().get(0), odd));
    TrainingPlan plan =
        new TrainingPlan(0, 1, 0, 8, 0.5, Schedule.COSINE, 7, SamplingMethod.RANDOM);
    String message =
        assertThrows(
                FuseboxException.class,
                () -> new TrainingRun(pipeline, plan, data, new InputHashes()))
            .getMessage();
    assertEquals("unknown label 'maybe' of the example odd; known: no, yes", message);
  }

  @Test
  void weightsOfAnotherTaskAreRefused() throws IOException {
    Path file = folder.resolve("weights.safetensors");
    WeightFile.save(file, pipeline, WeightValues.initial(pipeline, 0), java.util.Map.of());
    home.pipeline("strategy: prompting");
    try (Pipeline other = home.assemble()) {
      String message =
          assertThrows(FuseboxException.class, () -> WeightFile.load(file, other)).getMessage();
      assertTrue(message.contains("task.word.no: trained on  no, found nothing"), message);
    }
  }

  @Test
  void explainsTheLabelAmongTheLabels() {
    Example first = home.examples().get(0);
    WeightValues weights = WeightValues.initial(pipeline, 1);
    try (NDManager manager = NDManager.newBaseManager()) {
      double[] logits = logits(encode(manager), manager)[0];
      var input =
          new BatchBuilder(pipeline, store)
              .fuse(
                  manager, List.of(first.question()), weights.toTensors(manager, pipeline), false);
      var found =
          Autograd.without(
              () ->
                  io.fusebox.runtime.explain.gradients.IntegratedGradients.of(pipeline.plm())
                      .explain(
                          input,
                          io.fusebox.runtime.explain.gradients.AttributionTarget.of(
                              pipeline.task().explainedToken("no"))));
      assertEquals(Math.log(share(logits, 1)), found.atInput()[0], 1e-5);
    }
    assertThrows(FuseboxException.class, () -> pipeline.task().explainedToken("maybe"));
  }
}
