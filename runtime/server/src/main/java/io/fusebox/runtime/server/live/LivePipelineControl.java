package io.fusebox.runtime.server.live;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.engine.pipeline.ComponentSpec;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.host.Measurements.AnswerTimes;
import io.fusebox.runtime.live.LivePipeline;
import io.fusebox.runtime.live.LivePipelines;
import io.fusebox.runtime.live.PipelineStatus;
import io.fusebox.runtime.live.StrategyChoice;
import io.fusebox.runtime.live.Swap;
import io.fusebox.runtime.live.TrafficSplit;
import io.fusebox.runtime.server.system.PipelineControl;
import io.fusebox.runtime.server.system.PipelineView;
import io.fusebox.runtime.server.system.PipelineView.LastSwap;
import io.fusebox.runtime.server.system.PipelineView.Part;
import io.fusebox.runtime.server.system.PipelineView.Requests;
import io.fusebox.runtime.training.versions.TrainedVersions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Live pipelines, seen and changed. */
record LivePipelineControl(LiveFusebox fusebox) implements PipelineControl {
  private static final double NANOS_PER_MILLI = 1e6;

  private LivePipelines pipelines() {
    return fusebox.pipelines();
  }

  @Override
  public List<PipelineView> all() {
    return pipelines().all().stream().map(this::view).toList();
  }

  @Override
  public PipelineView get(String name) {
    return view(fusebox.pipeline(name));
  }

  private PipelineView view(LivePipeline pipeline) {
    PipelineStatus status = pipeline.status();
    Optional<PipelineSpec> spec = pipeline.spec();
    return new PipelineView(
        status.name(),
        status.state().name(),
        status.note(),
        status.strategy(),
        status.version(),
        status.challenger(),
        outcomes(pipeline),
        pipeline.leases(),
        pipeline.file().filter(fusebox.workspace()::owns).isPresent(),
        spec.map(s -> s.task().id()).orElse(null),
        spec.map(s -> part(s.plm())).orElse(null),
        spec.map(s -> inputs(pipeline, s)).orElse(null),
        spec.map(LivePipelineControl::strategies).orElse(null),
        fusebox.measurements().answers(status.name()).map(LivePipelineControl::of).orElse(null),
        pipelines().lastSwap(status.name()).map(LivePipelineControl::of).orElse(null));
  }

  private static Map<String, Long> outcomes(LivePipeline pipeline) {
    Map<String, Long> outcomes = new TreeMap<>();
    pipeline
        .trafficCounts()
        .counts()
        .forEach((outcome, n) -> outcomes.put(outcome.name().toLowerCase(Locale.ROOT), n));
    return outcomes;
  }

  private static List<Part> inputs(LivePipeline pipeline, PipelineSpec spec) {
    Map<String, Modality> modalities = pipeline.modalities();
    return spec.inputs().entrySet().stream()
        .map(
            input -> {
              Modality modality = modalities.get(input.getKey());
              return part(
                  input.getKey(), modality == null ? null : modality.id(), input.getValue());
            })
        .toList();
  }

  private static List<Part> strategies(PipelineSpec spec) {
    return spec.strategies().stream().map(LivePipelineControl::part).toList();
  }

  private static Part part(ComponentSpec spec) {
    return part(null, null, spec);
  }

  /** A model is named without where it lies. */
  private static Part part(@Nullable String name, @Nullable String modality, ComponentSpec spec) {
    String model = spec.model().map(m -> m.getFileName().toString()).orElse(null);
    return new Part(name, modality, spec.id(), model, spec.settings());
  }

  private static Requests of(AnswerTimes times) {
    List<Double> recent = times.recent();
    boolean some = recent.size() == 2;
    return new Requests(
        times.count(), times.millis(), some ? recent.get(0) : null, some ? recent.get(1) : null);
  }

  private static LastSwap of(Swap swap) {
    return new LastSwap(millis(swap.gap()), millis(swap.drainTime()));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / NANOS_PER_MILLI;
  }

  @Override
  public void start(String name) {
    pipelines().start(name);
  }

  @Override
  public void stop(String name) {
    pipelines().stop(name);
  }

  @Override
  public void swap(String name, StrategyChoice choice) {
    pipelines().strategyChanges().swap(name, choice.strategy(), choice.untrained());
  }

  @Override
  public String preview(String name, StrategyChoice choice) {
    return pipelines().strategyChanges().preview(name, choice.strategy(), choice.untrained());
  }

  @Override
  public void second(String name, TrafficSplit split) {
    pipelines().strategyChanges().challenge(name, split);
  }

  @Override
  public void alone(String name) {
    pipelines().strategyChanges().alone(name);
  }

  @Override
  public void promote(String name) {
    pipelines().strategyChanges().promote(name);
  }

  @Override
  public List<StrategyView> strategies(String name) {
    LivePipeline pipeline = fusebox.pipeline(name);
    Map<String, TrainedVersions> trained =
        TrainedVersions.in(fusebox.workspace()).stream()
            .filter(versions -> versions.pipeline().equals(name))
            .collect(Collectors.toMap(TrainedVersions::strategy, versions -> versions));
    Stream<String> live =
        fusebox.plugins().of(FusionStrategy.class).stream().map(PluginFactory::id);
    String current = pipeline.status().strategy();
    return Stream.of(live, trained.keySet().stream(), Stream.of(current).filter(c -> !c.isEmpty()))
        .flatMap(ids -> ids)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .map(id -> view(id, id.equals(current), Optional.ofNullable(trained.get(id))))
        .toList();
  }

  private static StrategyView view(
      String strategy, boolean current, Optional<TrainedVersions> trained) {
    return new StrategyView(
        strategy,
        current,
        trained.map(versions -> versions.all().size()).orElse(0),
        trained.filter(versions -> !versions.liveFiles().isEmpty()).isPresent());
  }
}
