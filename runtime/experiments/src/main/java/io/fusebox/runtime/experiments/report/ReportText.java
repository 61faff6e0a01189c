package io.fusebox.runtime.experiments.report;

import io.fusebox.runtime.data.BadInput;
import io.fusebox.runtime.data.Shots.SamplingMethod;
import io.fusebox.runtime.experiments.ExperimentGrid;
import io.fusebox.runtime.experiments.ExperimentSpec;
import io.fusebox.runtime.experiments.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers and settings as people read them. */
final class ReportText {
  /** An explanation of the tables' numbers. */
  static final String LEGEND =
      "Accuracy in percent: mean ± standard deviation over the seeds. Bold is the best, the baselines"
          + " left out: they show what can be reached without seeing.";

  private ReportText() {}

  /** {@code 590,592}; nothing for 0. */
  static String count(long count) {
    return count == 0 ? "" : String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 512 shots}. */
  static String shots(int shots) {
    return shots == 0 ? "All examples" : shots + " shots";
  }

  /** {@code at random}. */
  static String drawn(SamplingMethod choice) {
    return switch (choice) {
      case RANDOM -> "at random";
      case BALANCED -> "balanced over the answers";
      case CONTRASTING -> "balanced over the answers to each question's words";
    };
  }

  /** The facts of the comparison, a value for each of a few words. */
  static Map<String, String> about(ExperimentGrid grid) {
    ExperimentSpec spec = grid.spec();
    Map<String, String> about = new LinkedHashMap<>();
    about.put("pipeline", spec.pipeline());
    about.put(
        "training questions",
        String.format(
            Locale.ROOT,
            "drawn %s from %s (%,d), seeds %s",
            drawn(spec.training().sampling()),
            grid.train().name(),
            grid.train().size(),
            spec.seeds().stream().map(Object::toString).collect(Collectors.joining(", "))));
    about.put("training", of(spec.training()));
    about.put(
        "test questions",
        String.format(Locale.ROOT, "%,d of %s", grid.test().size(), grid.test().name()));
    if (!grid.train().badInputs().isEmpty() || !grid.test().badInputs().isEmpty()) {
      about.put(
          "examples with inputs that could not be used",
          String.format(
              Locale.ROOT,
              "%,d for training, %,d for testing (%s)",
              BadInput.examples(grid.train().badInputs()),
              BadInput.examples(grid.test().badInputs()),
              spec.data().badInputs().name().toLowerCase(Locale.ROOT)));
    }
    return about;
  }

  private static String of(TrainingSettings recipe) {
    return "%s, batches of %d, %s, %s"
        .formatted(
            recipe.steps() > 0 ? recipe.steps() + " updates" : recipe.epochs() + " epochs",
            recipe.batch(),
            recipe.learningRate() > 0
                ? "learning rate " + recipe.learningRate()
                : "each strategy's own learning rate",
            recipe.schedule().name().toLowerCase(Locale.ROOT) + " schedule");
  }
}
