package io.fusebox.runtime.experiments;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.TaskType;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.InputHashes;
import io.fusebox.runtime.engine.pipeline.Assembler;
import io.fusebox.runtime.engine.pipeline.PipelineSettings;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.training.TrainingPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
public record ExperimentGrid(
    ExperimentSpec spec,
    TaskType task,
    List<Arm> arms,
    List<ExperimentRun> runs,
    Dataset train,
    Dataset test) {
  /** An experiment that would take weeks is a typing error. */
  private static final int MOST_RUNS = 2000;

  /**
   * Expands and checks an experiment: every pipeline is assembled once, so that nothing is found
   * wrong hours later.
   *
   * @param inputs knows the digests of inputs that were read before
   * @throws FuseboxException for the first thing that cannot be run
   */
  public static ExperimentGrid of(
      ExperimentSpec spec,
      List<PipelineSpec> pipelines,
      Assembler assembler,
      Dataset train,
      Dataset test,
      InputHashes inputs) {
    PipelineSpec first = pipelines.get(0);
    pipelines.forEach(other -> requireAlike(spec, first, other));
    require(
        pipelines.stream().map(PipelineSpec::name).distinct().count() == pipelines.size(),
        spec.file() + ": two pipelines have the same name; name their files apart");
    List<Arm> arms = arms(spec, pipelines, new PipelineSettings(assembler.plugins()));
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
    train.requireInputs(first.inputs().keySet());
    test.requireInputs(first.inputs().keySet());
    List<TrainingPlan> plans = plans(spec);
    plans.forEach(plan -> plan.draw(train));
    RunPlanner checked = new RunPlanner(plans, assembler, train, test, inputs);
    List<ExperimentRun> runs = arms.stream().flatMap(arm -> checked.of(arm).stream()).toList();
    return new ExperimentGrid(spec, assembler.task(first), arms, List.copyOf(runs), train, test);
  }

  /** The rows of each pipeline in turn; guesses need no pipeline and stand there once. */
  private static List<Arm> arms(
      ExperimentSpec spec, List<PipelineSpec> pipelines, PipelineSettings settings) {
    Map<String, Arm> arms = new LinkedHashMap<>();
    for (PipelineSpec pipeline : pipelines) {
      String group = pipelines.size() == 1 ? "" : pipeline.name();
      new ArmFactory(spec, pipeline, settings)
          .all().stream().map(arm -> arm.in(group)).forEach(a -> arms.putIfAbsent(a.label(), a));
    }
    return List.copyOf(arms.values());
  }

  /** One table has one set of questions and one kind of scores. */
  private static void requireAlike(ExperimentSpec spec, PipelineSpec first, PipelineSpec other) {
    require(
        first.inputs().keySet().equals(other.inputs().keySet()),
        "%s: the pipelines of one experiment must read the same inputs, but %s reads %s and %s %s"
            .formatted(
                spec.file(),
                first.name(),
                first.inputs().keySet(),
                other.name(),
                other.inputs().keySet()));
    require(
        first.task().id().equals(other.task().id()),
        "%s: the pipelines of one experiment must have the same task, but %s has %s and %s %s"
            .formatted(
                spec.file(), first.name(), first.task().id(), other.name(), other.task().id()));
  }

  /** Every number of shots with every seed. */
  private static List<TrainingPlan> plans(ExperimentSpec spec) {
    List<TrainingPlan> plans = new ArrayList<>();
    for (int shots : spec.shots()) {
      spec.seeds().forEach(seed -> plans.add(spec.training().plan(shots, seed)));
    }
    return plans;
  }

  /** The runs by what decides them: each has to be done once. */
  public Map<String, ExperimentRun> distinct() {
    Map<String, ExperimentRun> distinct = new LinkedHashMap<>();
    runs.forEach(run -> distinct.putIfAbsent(run.key(), run));
    return distinct;
  }
}
