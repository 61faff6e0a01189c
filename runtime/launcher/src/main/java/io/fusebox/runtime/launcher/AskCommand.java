package io.fusebox.runtime.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.task.Answer;
import io.fusebox.runtime.engine.answer.Answerer;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.progress.Progress;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.server.DaemonClient;
import java.io.PrintWriter;
import java.util.ArrayList;
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
    PrintWriter out = spec.commandLine().getOut();
    out.println(answer());
    out.flush();
    return 0;
  }

  /** A running Fusebox knows its own pipelines, by name and with the strategy that they have. */
  private Answer answer() {
    return question
        .name()
        .flatMap(name -> options.daemon().map(daemon -> ask(daemon, name)))
        .orElseGet(this::ask);
  }

  private Answer ask(DaemonClient daemon, String pipeline) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("pipeline", pipeline).put("question", question.example().text());
    ObjectNode files = arguments.putObject("inputs");
    question
        .example()
        .inputs()
        .forEach((modality, file) -> files.put(modality.id(), file.toAbsolutePath().toString()));
    JsonNode reply = daemon.call("ask", arguments);
    if (!reply.path("beside").asText().isEmpty()) {
      err().println("answered by " + reply.path("strategy").asText());
      err().flush();
    }
    List<String> missing = new ArrayList<>();
    reply.path("missing").forEach(m -> missing.add(m.asText()));
    question.tellMissing(missing, err());
    return new Answer(reply.path("answer").asText(), reply.path("probability").asDouble());
  }

  private Answer ask() {
    try (Fusebox box = options.open();
        Pipeline pipeline = question.assemble(box);
        Answerer answerer = new Answerer(pipeline, box.features(), box.weights(pipeline))) {
      question.tellMissing(pipeline, err());
      return answerer.answers(List.of(question.example()), Progress.NONE).get(0);
    }
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
