package io.fusebox.runtime.launcher;

import io.fusebox.runtime.engine.pipeline.ParameterTable;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.host.Fusebox;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Counts parameters. */
@Command(
    name = "params",
    mixinStandardHelpOptions = true,
    description = {
      "Counts trainable and frozen parameters of each part.",
      "It also counts what each strategy would train of the same parts."
    },
    footer = {"", "Examples:", "  fusebox params", "  fusebox params shapes --strategy blackimage"})
final class ParamsCommand implements Callable<Integer> {
  @Mixin private FuseboxOptions options;
  @Mixin private PipelineOptions pipeline;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Fusebox box = options.open();
        Pipeline assembled = box.assemble(pipeline.spec(box))) {
      PrintWriter out = spec.commandLine().getOut();
      print(out, ParameterTable.of(assembled, box.plugins()));
      out.flush();
      return 0;
    }
  }

  private static void print(PrintWriter out, ParameterTable table) {
    out.printf("%-32s %15s %15s%n", "part", "trainable", "frozen");
    table.parts().forEach(p -> row(out, p.name(), p.trainable(), p.frozen()));
    row(out, "in all", table.trainable(), table.frozen());
    out.printf("%n%-32s %15s%n", "strategy", "trainable");
    for (ParameterTable.StrategyParameters each : table.strategies()) {
      if (each.refusal().isEmpty()) {
        out.printf(Locale.ROOT, "%-32s %,15d%n", each.strategy(), each.trainable());
      } else {
        out.printf("%-32s %15s  %s%n", each.strategy(), "-", each.refusal());
      }
    }
  }

  private static void row(PrintWriter out, String part, long trainable, long frozen) {
    out.printf(Locale.ROOT, "%-32s %,15d %,15d%n", part, trainable, frozen);
  }
}
