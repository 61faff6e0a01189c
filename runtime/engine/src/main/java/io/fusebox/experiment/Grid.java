package io.fusebox.experiment;

import static io.fusebox.plugin.Settings.require;

import io.fusebox.FuseboxException;
import io.fusebox.data.Dataset;
import io.fusebox.engine.Assembler;
import io.fusebox.engine.GenerationSource;
import io.fusebox.engine.Pipeline;
import io.fusebox.engine.PipelineSettings;
import io.fusebox.engine.PipelineSpec;
import io.fusebox.engine.Plugins;
import io.fusebox.engine.TaskSpec;
import io.fusebox.train.Training;
import io.fusebox.train.TrainingPlan;
import io.fusebox.weights.TrainedWeights;
import io.fusebox.weights.WeightFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An experiment that was checked: every strategy, setting and number of shots can be run.
 *
 * @param task what every row is asked for
 * @param arms the rows: baselines, strategies, ablations
 * @param runs what has to be trained and asked, arm by arm; what two arms share is there once for
 *     each, with the same key
 * @param train what the shots are drawn from
 * @param test the questions that are asked
 */
public record Grid(
    ExperimentSpec spec,
    TaskSpec task,
    List<Arm> arms,
    List<Run> runs,
    Dataset train,
    Dataset test) {
  /** An experiment that would take weeks is a slip of the pen. */
  private static final int MOST_RUNS = 2000;

  /**
   * Expands and checks an experiment: every pipeline is assembled once, so that nothing is found
   * wrong hours later.
   *
   * @throws FuseboxException for the first thing that cannot be run
   */
  public static Grid of(
      ExperimentSpec spec, PipelineSpec pipeline, Plugins plugins, Dataset train, Dataset test) {
    List<Arm> arms = new Arms(spec, pipeline, new PipelineSettings(plugins)).all();
    long most = (long) arms.size() * spec.shots().size() * spec.seeds().size();
    require(most > 0, spec.file() + ": 'shots' and 'seeds' must name at least one each");
    require(
        most <= MOST_RUNS,
        "%s asks for %d runs (%d rows x %d shots x %d seeds), at most %d are run; make it smaller"
            .formatted(
                spec.file(),
                most,
                arms.size(),
                spec.shots().size(),
                spec.seeds().size(),
                MOST_RUNS));
    train.requireInputs(pipeline.modalities().keySet());
    test.requireInputs(pipeline.modalities().keySet());
    List<TrainingPlan> plans = plans(spec);
    plans.forEach(plan -> plan.draw(train));
    List<Run> runs = new ArrayList<>();
    for (Arm arm : arms) {
      arm.pipeline()
          .ifPresent(p -> runs.addAll(runs(arm, p, plans, plugins, arm.of(train), arm.of(test))));
    }
    return new Grid(spec, pipeline.task(), arms, List.copyOf(runs), train, test);
  }

  /** Every number of shots with every seed. */
  private static List<TrainingPlan> plans(ExperimentSpec spec) {
    List<TrainingPlan> plans = new ArrayList<>();
    for (int shots : spec.shots()) {
      spec.seeds().forEach(seed -> plans.add(spec.training().plan(shots, seed)));
    }
    return plans;
  }

  private static List<Run> runs(
      Arm arm,
      PipelineSpec spec,
      List<TrainingPlan> plans,
      Plugins plugins,
      Dataset train,
      Dataset test) {
    try (Pipeline pipeline = new Assembler(plugins).assemble(spec)) {
      long trainable = TrainedWeights.initial(pipeline, 0).size();
      if (trainable == 0) {
        return List.of(untrained(arm, pipeline, plans.get(0), test));
      }
      pipeline.task().requireKnown(train.examples());
      pipeline.task().requireKnown(test.examples());
      return plans.stream().map(p -> run(arm, pipeline, trainable, p, train, test)).toList();
    } catch (FuseboxException e) {
      throw new FuseboxException("'%s' cannot run: %s".formatted(arm.label(), e.getMessage()), e);
    }
  }

  private static Run run(
      Arm arm, Pipeline pipeline, long trainable, TrainingPlan plan, Dataset train, Dataset test) {
    Training training = new Training(pipeline, plan, train);
    Map<String, String> decided = new TreeMap<>(training.provenance());
    decided.putAll(asked(pipeline, test));
    return new Run(arm, plan, trainable, training.updates(), decided);
  }

  /** Neither shots nor seed change what is not trained: one run is enough. */
  private static Run untrained(Arm arm, Pipeline pipeline, TrainingPlan plan, Dataset test) {
    Map<String, String> decided = new TreeMap<>(asked(pipeline, test));
    decided.put("run.plan", "untrained");
    decided.put("run.parts", WeightFile.parts(pipeline).toString());
    return new Run(arm, plan, 0, 0, decided);
  }

  private static Map<String, String> asked(Pipeline pipeline, Dataset test) {
    Map<String, String> asked =
        new TreeMap<>(
            Map.of(
                "test.name", test.name(),
                "test.hash", test.hash(),
                "test.questions", Integer.toString(test.size()),
                "answer.max-length", Integer.toString(pipeline.spec().maxLength())));
    if (pipeline.spec().generation() != GenerationSource.FOLDER) {
      asked.put("answer.generation", pipeline.spec().generation().name());
    }
    return asked;
  }

  /** The runs by what decides them: each has to be done once. */
  public Map<String, Run> distinct() {
    Map<String, Run> distinct = new LinkedHashMap<>();
    runs.forEach(run -> distinct.putIfAbsent(run.key(), run));
    return distinct;
  }
}
