package io.fusebox.runtime.launcher;

import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.training.versions.TrainedVersions;
import io.fusebox.runtime.training.versions.WeightsVersion;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Chooses what a pipeline answers with. */
@Command(
    name = "activate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lets a pipeline answer with another version of its trained weights.",
      "'previous' goes back to the one before. What it answered with is kept, and a "
          + "running Fusebox takes the version by itself."
    },
    footer = {
      "",
      "Examples:",
      "  fusebox activate shapes 2026-11-27T02-10-00Z-ab12cd34",
      "  fusebox activate shapes ab12cd34",
      "  fusebox activate shapes previous"
    })
final class ActivateCommand implements Callable<Integer> {
  private static final String PREVIOUS = "previous";

  @Mixin private FuseboxOptions options;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PIPELINE",
      description = "The pipeline's .yaml file, or the name of one.")
  private String pipeline;

  @Parameters(
      paramLabel = "VERSION",
      description = "A version as 'fusebox versions' lists it, its beginning or end; or: previous.")
  private String version;

  @Option(
      names = "--strategy",
      paramLabel = "ID",
      description = "Another strategy than its own; a chain as linear+promptfuse.")
  private String strategy;

  @Override
  public Integer call() {
    try (Fusebox box = options.open();
        Pipeline assembled = assemble(box)) {
      TrainedVersions versions = box.versions(assembled.spec());
      Optional<WeightsVersion> before = versions.active(assembled);
      WeightsVersion chosen =
          version.equals(PREVIOUS) ? versions.previous(assembled) : versions.byName(version);
      versions.activate(chosen, assembled);
      tell(assembled, chosen, before.filter(b -> !b.id().equals(chosen.id())));
      return 0;
    }
  }

  private Pipeline assemble(Fusebox box) {
    return box.assemble(
        strategy == null ? box.spec(pipeline) : box.spec(pipeline).withStrategy(strategy));
  }

  private void tell(Pipeline assembled, WeightsVersion chosen, Optional<WeightsVersion> before) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s, %s: answers come from version %s%n",
        assembled.spec().name(), assembled.spec().strategy(), chosen);
    before.ifPresent(
        b ->
            out.printf(
                "before: %s; back to it: fusebox activate %s previous%s%s%n",
                b, pipeline, strategy == null ? "" : " --strategy " + strategy, options.again()));
    out.flush();
  }
}
