package io.fusebox.runtime.launcher;

import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.explain.Explainer;
import io.fusebox.runtime.explain.Explanation;
import io.fusebox.runtime.explain.ExplanationDrawing;
import io.fusebox.runtime.explain.ExplanationPage;
import io.fusebox.runtime.explain.gradients.QuadratureRule;
import io.fusebox.runtime.host.Fusebox;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what an answer came from. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows which parts of the input an answer came from.",
      "It says how much each prompt, feature and word that the language model reads "
          + "added to the probability of the answer's first token (integrated gradients), in "
          + "a table, a page and an image."
    },
    footer = {
      "",
      "Examples:",
      "  fusebox explain --image picture.png \"what color is the shape?\"",
      "  fusebox explain --image picture.png \"is it red?\" --answer yes --steps 200"
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin private FuseboxOptions options;
  @Mixin private QuestionOptions question;
  @Spec private CommandSpec spec;

  @Option(
      names = "--answer",
      paramLabel = "WORD",
      description = "Explain this answer, or label, instead of the pipeline's own.")
  private String answer;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "More steps make it more complete (default: 50, then twice as many and twice again, up to"
              + " 800, until the completeness error is at most 1 %%).")
  private Integer steps;

  @Option(
      names = "--rule",
      defaultValue = "gauss-legendre",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private QuadratureRule rule;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where explanation.html and explanation.png go (default: the workspace).")
  private Path out;

  @Override
  public Integer call() {
    try (Fusebox box = options.open();
        Pipeline pipeline = box.assemble(question.pipeline(box))) {
      question.noteMissing(
          pipeline.spec().missing(question.question().files().keySet()),
          spec.commandLine().getErr());
      Explanation explanation =
          new Explainer(pipeline, box.features(), box.weights(pipeline))
              .explain(question.question(), Optional.ofNullable(answer), rule, steps());
      ExplanationTable.print(out(), explanation);
      write(explanation, out == null ? box.workspace().root() : out);
      return 0;
    }
  }

  private void write(Explanation explanation, Path folder) {
    Path page = folder.resolve("explanation.html");
    ExplanationPage.write(page, explanation);
    out().printf("%npage     %s%n", page);
    out().flush();
    Path image = folder.resolve("explanation.png");
    ExplanationDrawing.write(image, explanation);
    out().printf("image  %s%n", image);
    out().flush();
  }

  private OptionalInt steps() {
    return steps == null ? OptionalInt.empty() : OptionalInt.of(steps);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
