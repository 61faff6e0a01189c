package io.fusebox.cli;

import io.fusebox.answer.Answerer;
import io.fusebox.engine.Pipeline;
import io.fusebox.host.Fusebox;
import io.fusebox.train.Progress;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Answers one question. */
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Answers a question about an input.",
    footer = {
      "",
      "Examples:",
      "  fusebox ask --image picture.png \"what color is the shape?\"",
      "  fusebox ask --pipeline my.yaml --input image=a.jpg \"is there a dog?\""
    })
final class AskCommand implements Callable<Integer> {
  @Mixin private BoxOptions options;
  @Mixin private QuestionOptions question;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Fusebox box = options.open();
        Pipeline pipeline = question.assemble(box)) {
      Answerer answerer = new Answerer(pipeline, box.features(), box.weights(pipeline));
      PrintWriter out = spec.commandLine().getOut();
      out.println(answerer.answers(List.of(question.example()), Progress.NONE).get(0));
      out.flush();
      return 0;
    }
  }
}
