package io.fusebox.runtime.launcher;

import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.live.Reply;
import io.fusebox.runtime.server.client.DaemonClient;
import io.fusebox.runtime.server.client.QuestionJson;
import java.io.PrintWriter;
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
  @Mixin private FuseboxOptions options;
  @Mixin private QuestionOptions question;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Reply reply = reply();
    question.noteMissing(reply.missing(), err());
    if (!reply.traffic().isEmpty()) {
      err().println("answered by " + reply.strategy());
      err().flush();
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(reply.answer());
    out.flush();
    return 0;
  }

  /** A running Fusebox knows its own pipelines, by name and with the strategy that they have. */
  private Reply reply() {
    return question
        .name()
        .flatMap(name -> options.daemon().map(daemon -> ask(daemon, name)))
        .orElseGet(this::ask);
  }

  private Reply ask(DaemonClient daemon, String pipeline) {
    return QuestionJson.reply(
        daemon.post(
            DaemonClient.pipeline(pipeline, "questions"), QuestionJson.of(question.question())));
  }

  private Reply ask() {
    try (Fusebox box = options.open()) {
      return box.ask(question.pipeline(box), question.question());
    }
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
