package io.fusebox.report;

import io.fusebox.experiment.Recipe;
import java.util.Locale;

/** Numbers and settings as people read them. */
final class Words {
  private Words() {}

  /** {@code 590,592}; nothing for 0. */
  static String count(long count) {
    return count == 0 ? "" : String.format(Locale.ROOT, "%,d", count);
  }

  static String of(Recipe recipe) {
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
