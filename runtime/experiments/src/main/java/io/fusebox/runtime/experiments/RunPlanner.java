package io.fusebox.runtime.experiments;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.InputHashes;
import io.fusebox.runtime.engine.pipeline.Assembler;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.training.TrainingPlan;
import io.fusebox.runtime.training.TrainingRun;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes the runs of an experiment's rows: each row's pipeline is assembled once, and each run is
 * known by all that decides it.
 *
 * @param plans every number of shots with every seed
 */
record RunPlanner(
    List<TrainingPlan> plans,
    Assembler assembler,
    Dataset train,
    Dataset test,
    InputHashes inputs) {

  /**
   * The runs of one row; none of one that guesses without a pipeline.
   *
   * @throws FuseboxException when it cannot run
   */
  List<ExperimentRun> of(Arm arm) {
    return arm.pipeline().map(spec -> of(arm, spec)).orElse(List.of());
  }

  private List<ExperimentRun> of(Arm arm, PipelineSpec spec) {
    Dataset shots = arm.of(train);
    Dataset questions = arm.of(test);
    try (Pipeline pipeline = assembler.assemble(spec)) {
      long trainable = WeightValues.initial(pipeline, 0).size();
      if (trainable == 0) {
        return List.of(untrained(arm, pipeline, questions));
      }
      pipeline.task().requireKnownAnswers(shots.examples());
      pipeline.task().requireKnownAnswers(questions.examples());
      SortedMap<String, String> asked = asked(pipeline, questions);
      return plans.stream()
          .map(plan -> run(arm, trainable, plan, training(pipeline, plan, arm), asked))
          .toList();
    } catch (FuseboxException e) {
      throw new FuseboxException("'%s' cannot run: %s".formatted(arm.label(), e.getMessage()), e);
    }
  }

  private static ExperimentRun run(
      Arm arm,
      long trainable,
      TrainingPlan plan,
      TrainingRun training,
      SortedMap<String, String> asked) {
    SortedMap<String, String> decided = new TreeMap<>(training.keyEntries());
    decided.putAll(asked);
    return new ExperimentRun(arm, plan, trainable, training.updates(), decided);
  }

  /** Neither shots nor seed change what is not trained: one run is enough. */
  private ExperimentRun untrained(Arm arm, Pipeline pipeline, Dataset questions) {
    SortedMap<String, String> decided = asked(pipeline, questions);
    decided.put("run.plan", "untrained");
    decided.putAll(WeightFile.metadata(pipeline));
    return new ExperimentRun(arm, plans.get(0), 0, 0, decided);
  }

  private SortedMap<String, String> asked(Pipeline pipeline, Dataset questions) {
    SortedMap<String, String> asked = new TreeMap<>();
    asked.put("test.hash", questions.hash(pipeline.spec().inputs().keySet(), inputs::of));
    asked.put("test.questions", Integer.toString(questions.size()));
    asked.put("answer.max-length", Integer.toString(pipeline.spec().maxLength()));
    asked.put("answer.generation", pipeline.spec().generation().name().toLowerCase(Locale.ROOT));
    return asked;
  }

  /** All rows train on the same shots, each on the parts of them that it reads. */
  private TrainingRun training(Pipeline pipeline, TrainingPlan plan, Arm arm) {
    return new TrainingRun(pipeline, plan, train, inputs, arm::of);
  }
}
