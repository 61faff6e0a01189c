package io.fusebox.runtime.launcher;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.DatasetSource;
import io.fusebox.runtime.data.Datasets;
import io.fusebox.runtime.data.Shots;
import io.fusebox.runtime.demo.Demo;
import io.fusebox.runtime.demo.DemoNotes;
import io.fusebox.runtime.demo.DemoPage;
import io.fusebox.runtime.demo.DemoPipeline;
import io.fusebox.runtime.demo.DemoResult;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.plugins.PluginFormat;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.training.TrainingPlan;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job, start to finish. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Teaches a frozen language model to answer questions about images.",
      "It trains 20 prompt vectors, compares them with two controls, and "
          + "leaves a trained pipeline that 'fusebox ask' answers with. The second time it "
          + "remembers."
    },
    subcommands = SarcasmCommand.class,
    footer = {
      "",
      "Examples:",
      "  fusebox demo",
      "  fusebox demo --long",
      "  fusebox demo sarcasm",
      "  fusebox demo --plm embedded:llama-shapes",
      "  fusebox demo --data easy-vqa --test-questions 0"
    })
final class DemoCommand implements Callable<Integer> {
  @Mixin private FuseboxOptions options;
  @Mixin private TrainingOptions recipe;
  @Spec private CommandSpec spec;

  @Option(
      names = "--plm",
      paramLabel = "PLM",
      description =
          "Another PLM: embedded:NAME (bart-shapes, llama-shapes), or a model's folder, whose"
              + " images pass through a linear layer, as it may be of any width. The pipeline is"
              + " kept in the workspace.")
  private @Nullable String plm;

  @Option(
      names = "--long",
      description =
          "Train longer, on all questions, and on one vector for each image: minutes instead of one,"
              + " and most answers are right. It is --shots 0 --steps 1200 --batch 128"
              + " --learning-rate 0.1 --sampling contrasting, unless these are given. The pipeline"
              + " is kept in the workspace.")
  private boolean longer;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "Data with the splits train and test, instead of generated images.")
  private Path data;

  @Option(
      names = "--test-questions",
      defaultValue = "1000",
      description = "Questions to measure on; 0 = all (default: ${DEFAULT-VALUE}).")
  private int testQuestions;

  @Override
  public Integer call() {
    try (Fusebox box = options.open();
        Interruption interruption = new Interruption()) {
      DemoPipeline chosen = chosen(box);
      PipelineSpec pipeline = box.spec(chosen.name());
      Dataset train = read(box, pipeline, "train");
      Dataset test = asked(read(box, pipeline, "test"));
      TrainingPlan plan =
          longer ? recipe.longer(spec.commandLine().getParseResult()) : recipe.plan();
      introduce(pipeline, plan, train, test);
      List<String> strategies = new ArrayList<>(chosen.controls());
      strategies.add(pipeline.strategy());
      List<DemoResult> results =
          new Demo(box, pipeline, plan, longer ? plan.shorter(3) : plan, TerminalProgress::new)
              .run(strategies, train, test, interruption);
      if (results.size() < strategies.size()) {
        out().println("interrupted; the same command goes on where it was");
        out().flush();
        return 1;
      }
      conclude(box, chosen, results);
      return 0;
    }
  }

  private DemoPipeline chosen(Fusebox box) {
    require(
        plm == null || !longer, "--long is of the PLM that comes with Fusebox; leave out --plm");
    if (longer) {
      return DemoPipeline.pooled(box);
    }
    return plm == null ? DemoPipeline.SHIPPED : DemoPipeline.with(box, plm);
  }

  private Dataset read(Fusebox box, PipelineSpec pipeline, String split) {
    Path folder = data == null ? QuestionWorld.DEMO.in(box.workspace().data()) : data;
    return new Datasets(PluginFormat.live(box.plugins()))
        .read(DatasetSource.of(folder, split, pipeline.inputs().keySet()));
  }

  private Dataset asked(Dataset all) {
    return testQuestions == 0 || testQuestions >= all.size()
        ? all
        : Shots.random(testQuestions, 0).of(all);
  }

  private void introduce(PipelineSpec pipeline, TrainingPlan plan, Dataset train, Dataset test) {
    out()
        .printf(
            """
            A language model that has read text alone, and an encoder that has seen images alone:
            both stay frozen. %s trains few parameters on %d questions about images, so that the one
            can read the other. BlackImage trains on black images, NoPrompt not at all.

              train  %s
              test   %s

            """,
            pipeline.strategy(),
            plan.shots() == 0 ? train.size() : plan.shots(),
            train.name(),
            test.name());
    out().flush();
  }

  private void conclude(Fusebox box, DemoPipeline chosen, List<DemoResult> results) {
    Path page = box.workspace().root().resolve("demo.html");
    boolean embedded = plm == null || plm.startsWith("embedded:");
    DemoPage.write(page, results, embedded);
    DemoResult last = results.get(results.size() - 1);
    if (!last.isActive()) {
      out()
          .println(
              InactiveVersionNotice.words(chosen.name(), last.version(), last.answering(), options)
                  .strip());
      out().println();
    }
    DemoTable.print(out(), results);
    out().println();
    DemoNotes.of(results).forEach(out()::println);
    if (embedded) {
      out().println(DemoNotes.EMBEDDED);
    }
    out().printf("%nThe images: %s%n", page);
    if (plm == null && !longer && data == null) {
      out()
          .printf(
              "%nMore questions and more updates, a few minutes on two cores:%n  %s demo --long%s%n",
              StartCommand.name(), options.again());
    }
    if (last.isActive()) {
      DemoResult.Sample sample = last.samples().get(0);
      out()
          .printf(
              """

              Now ask:
                %s ask%s%s --image %s "%s"
              """,
              StartCommand.name(),
              chosen.equals(DemoPipeline.SHIPPED) ? "" : " --pipeline " + chosen.name(),
              options.again(),
              sample.image(),
              sample.question());
    }
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
