package io.fusebox.cli;

import ai.djl.ndarray.NDArray;
import io.fusebox.engine.Pipeline;
import io.fusebox.engine.Sense;
import io.fusebox.host.Fusebox;
import io.fusebox.weights.TrainedWeights;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Counts parameters. */
@Command(
    name = "params",
    mixinStandardHelpOptions = true,
    description = "Counts trainable and frozen parameters per part.",
    footer = {"", "Examples:", "  fusebox params", "  fusebox params shapes --strategy blackimage"})
final class ParamsCommand implements Callable<Integer> {
  @Mixin private BoxOptions options;
  @Mixin private PipelineOptions pipeline;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Fusebox box = options.open();
        Pipeline assembled = box.assemble(pipeline.spec(box))) {
      PrintWriter out = spec.commandLine().getOut();
      out.printf("%-32s %15s %15s%n", "part", "trainable", "frozen");
      long frozen = count(assembled.plm().parameters());
      row(out, "PLM " + assembled.plm().spec().name(), 0, frozen);
      for (Sense sense : assembled.senses()) {
        long encoder = count(sense.encoder().parameters());
        row(out, sense.modality() + " encoder " + sense.identity().plugin(), 0, encoder);
        frozen += encoder;
      }
      TrainedWeights weights = TrainedWeights.initial(assembled, 0);
      weights
          .tensors()
          .forEach(
              (name, tensor) ->
                  row(
                      out,
                      assembled.spec().strategy() + " " + name + " " + tensor.shape(),
                      tensor.shape().size(),
                      0));
      row(out, "in all", weights.size(), frozen);
      out.flush();
      return 0;
    }
  }

  private static void row(PrintWriter out, String part, long trainable, long frozen) {
    out.printf("%-32s %,15d %,15d%n", part, trainable, frozen);
  }

  private static long count(Map<String, NDArray> parameters) {
    return parameters.values().stream().mapToLong(NDArray::size).sum();
  }
}
