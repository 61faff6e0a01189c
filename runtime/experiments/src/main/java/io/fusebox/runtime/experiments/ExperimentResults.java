package io.fusebox.runtime.experiments;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.task.Example;
import io.fusebox.runtime.experiments.Arm.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An experiment that is done.
 *
 * @param rows every arm with every number of shots, shots first, the arms in the grid's order
 */
public record ExperimentResults(ExperimentGrid grid, List<ResultRow> rows) {

  /**
   * Gathers the outcomes over seeds, and adds the baselines that guess.
   *
   * @param outcomes of every run, by its key
   */
  public static ExperimentResults of(ExperimentGrid grid, Map<String, RunOutcome> outcomes) {
    List<ResultRow> rows = new ArrayList<>();
    for (int shots : grid.spec().shots()) {
      for (Arm arm : grid.arms()) {
        rows.add(
            arm.pipeline().isPresent()
                ? trained(grid, arm, shots, outcomes)
                : row(arm, shots, 0, guessed(grid, arm, shots)));
      }
    }
    return new ExperimentResults(grid, List.copyOf(rows));
  }

  /** The rows of one number of shots. */
  public List<ResultRow> rows(int shots) {
    return rows.stream().filter(r -> r.shots() == shots).toList();
  }

  /** The groups that scores are reported for: the answer types, and all. */
  public List<String> groups() {
    return List.copyOf(rows.get(0).scores().keySet());
  }

  /** Whether no strategy or ablation reached more with as many shots; never a baseline. */
  public boolean isBest(ResultRow row, String group) {
    return row.arm().kind() != Kind.BASELINE
        && rows(row.shots()).stream()
            .filter(r -> r.arm().kind() != Kind.BASELINE)
            .allMatch(
                r ->
                    requireNonNull(r.scores().get(group)).mean()
                        <= requireNonNull(row.scores().get(group)).mean());
  }

  /** An untrained arm has the same outcome for every number of shots. */
  private static ResultRow trained(
      ExperimentGrid grid, Arm arm, int shots, Map<String, RunOutcome> outcomes) {
    List<ExperimentRun> runs =
        grid.runs().stream()
            .filter(r -> r.arm().equals(arm))
            .filter(r -> r.updates() == 0 || r.plan().shots() == shots)
            .toList();
    return row(
        arm,
        shots,
        runs.get(0).trainable(),
        runs.stream().map(r -> outcomes.get(r.key())).toList());
  }

  private static List<RunOutcome> guessed(ExperimentGrid grid, Arm arm, int shots) {
    List<Example> questions = grid.test().examples();
    Baseline baseline =
        grid.spec().baselines().stream().filter(b -> b.id().equals(arm.name())).findFirst().get();
    return grid.spec().seeds().stream()
        .map(seed -> grid.spec().training().plan(shots, seed).draw(grid.train()))
        .map(drawn -> new BaselineGuesses(drawn.examples()).answers(baseline, questions))
        .map(a -> new RunOutcome(List.of(), a, grid.task().score(questions, a)))
        .toList();
  }

  private static ResultRow row(Arm arm, int shots, long trainable, List<RunOutcome> outcomes) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (RunOutcome outcome : outcomes) {
      outcome
          .scores()
          .headline()
          .forEach((group, v) -> values.computeIfAbsent(group, g -> new ArrayList<>()).add(v));
    }
    Map<String, SampleStatistics> scores = new LinkedHashMap<>();
    values.forEach((group, each) -> scores.put(group, SampleStatistics.of(each)));
    return new ResultRow(arm, shots, trainable, scores, outcomes);
  }
}
