package io.fusebox.runtime.server.live;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.DatasetSource;
import io.fusebox.runtime.data.Datasets;
import io.fusebox.runtime.engine.forward.InputScreening;
import io.fusebox.runtime.engine.pipeline.Assembler;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.plugins.PluginFormat;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.server.system.TrainingJobs.Request;
import io.fusebox.runtime.server.system.TrainingJobs.Run;
import io.fusebox.runtime.training.Trainer;
import io.fusebox.runtime.training.TrainingRun;
import io.fusebox.runtime.training.versions.SavedVersion;
import io.fusebox.runtime.training.versions.TrainedVersions;
import io.fusebox.runtime.training.versions.TrainingOrigin;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One training in a live Fusebox. It keeps the plug-ins that it began with. */
final class LiveTrainingJob {
  private static final Logger LOG = LoggerFactory.getLogger(LiveTrainingJob.class);

  private final LiveFusebox fusebox;
  private final Request request;
  private final PipelineSpec spec;
  private final Optional<Path> given;
  private final String id = UUID.randomUUID().toString();
  private final TrainingCurve curve = new TrainingCurve();
  private volatile boolean cancelled;
  private volatile String state = "RUNNING";
  private volatile String note = "";
  private volatile Optional<SavedVersion> saved = Optional.empty();

  LiveTrainingJob(LiveFusebox fusebox, Request request, PipelineSpec spec, Optional<Path> data) {
    this.fusebox = fusebox;
    this.request = request;
    this.spec = spec;
    this.given = data;
  }

  String id() {
    return id;
  }

  boolean isRunning() {
    return state.equals("RUNNING");
  }

  /** Asks it to stop; false when it has ended. */
  boolean cancel() {
    cancelled = true;
    return isRunning();
  }

  /** As it is now. */
  Run run() {
    TrainingCurve.State now = curve.state();
    return new Run(
        id,
        spec.name(),
        spec.strategy(),
        request.data(),
        state,
        isRunning() ? now.phase() : null,
        now.done(),
        now.total(),
        note.isEmpty() ? now.note() : note,
        now.loss(),
        now.losses(),
        isRunning() ? now.secondsLeft() : null,
        saved.map(s -> s.version().id()).orElse(null),
        saved.map(SavedVersion::isActive).orElse(null));
  }

  /** Trains, until it is done or cancelled. */
  void train() {
    LOG.info("training {} of {} on {}: run {}", spec.strategy(), spec.name(), request.data(), id);
    try (Pipeline pipeline = new Assembler(fusebox.plugins()).assemble(spec)) {
      end(train(pipeline) ? "DONE" : "CANCELLED", "");
    } catch (FuseboxException e) {
      end("FAILED", e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.error("run {}", id, e);
      end("FAILED", "this should not have happened: " + e);
    }
  }

  private void end(String how, String why) {
    note = why;
    state = how;
    LOG.info("run {}: {} {}", id, how, why);
  }

  private boolean train(Pipeline pipeline) {
    TrainedVersions versions = TrainedVersions.of(fusebox.workspace(), spec);
    if (request.activate()) {
      versions.requireActivatable();
    }
    Path data = given.orElseGet(this::generated);
    TrainingRun run =
        new TrainingRun(
            pipeline,
            request.plan(),
            dataset(data),
            fusebox.features().hashes(),
            drawn -> screened(drawn, pipeline));
    Trainer.Result result =
        run.train(fusebox.workspace(), fusebox.features(), curve, curve, () -> cancelled);
    if (result.complete() && !result.weights().tensors().isEmpty()) {
      Path file = fusebox.pipeline(spec.name()).file().orElseThrow();
      TrainingOrigin origin = new TrainingOrigin(file, data);
      saved = Optional.of(versions.keep(pipeline, run, result, origin, request.activate()));
      fusebox
          .pipelines()
          .pollFiles(); // who waits for these weights need not wait for the next look
    }
    return result.complete();
  }

  private Path generated() {
    return GeneratedData.find(request.data()).orElseThrow().in(fusebox.workspace().data());
  }

  /** Of generated data the part to train on, unless another one is named. */
  private Dataset dataset(Path data) {
    Optional<String> split = request.split().or(this::usualSplit);
    Set<String> known =
        new LinkedHashSet<>(List.of(Modality.IMAGE.id(), Modality.AUDIO.id(), Modality.VIDEO.id()));
    known.addAll(spec.inputs().keySet());
    DatasetSource source =
        DatasetSource.of(data, split.orElse(null), known)
            .reading(spec.inputs().keySet())
            .with(request.badInputs());
    Dataset read =
        new Datasets(PluginFormat.live(fusebox.plugins())).read(source, request.format());
    read.requireInputs(spec.inputs().keySet());
    return read;
  }

  private Optional<String> usualSplit() {
    return given.isEmpty() ? Optional.of("train") : Optional.empty();
  }

  private Dataset screened(Dataset drawn, Pipeline pipeline) {
    Dataset used =
        new InputScreening(pipeline, fusebox.features(), request.badInputs()).of(drawn, curve);
    used.requireInputs(spec.inputs().keySet());
    return used;
  }
}
