package io.fusebox.runtime.experiments;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.runtime.engine.pipeline.ComponentSpec;
import io.fusebox.runtime.engine.pipeline.PipelineSettings;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.experiments.Arm.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes an experiment's rows: baselines, strategies, and each ablation of each strategy. */
final class ArmFactory {
  private final ExperimentSpec experiment;
  private final PipelineSpec pipeline;
  private final PipelineSettings settings;

  ArmFactory(ExperimentSpec experiment, PipelineSpec pipeline, PipelineSettings settings) {
    this.experiment = experiment;
    this.pipeline = pipeline;
    this.settings = settings;
  }

  /**
   * All of them, in the table's order. What is the same twice stands there once; an ablation's
   * value that the strategy has anyway is a row of its own, but no run of its own.
   *
   * @throws FuseboxException for an unknown strategy or setting, and for a value that is refused
   */
  List<Arm> all() {
    List<Arm> arms = new ArrayList<>();
    experiment.baselines().forEach(b -> arms.add(baseline(b)));
    List<Arm> strategies = strategies();
    arms.addAll(strategies);
    arms.addAll(ablations(strategies));
    experiment.subsets().forEach(parts -> strategies.forEach(a -> arms.add(only(a, parts))));
    return List.copyOf(
        arms.stream()
            .collect(Collectors.toMap(Arm::label, a -> a, (a, b) -> a, LinkedHashMap::new))
            .values());
  }

  private Arm baseline(Baseline baseline) {
    return new Arm(
        baseline.id(),
        "",
        Kind.BASELINE,
        baseline.guesses() ? Optional.empty() : Optional.of(pipeline.withStrategy(baseline.id())));
  }

  /** Without any named, the pipeline's own. */
  private List<Arm> strategies() {
    if (experiment.strategies().isEmpty()) {
      return List.of(new Arm(pipeline.strategy(), "", Kind.STRATEGY, Optional.of(pipeline)));
    }
    return experiment.strategies().stream().map(this::strategy).toList();
  }

  private Arm strategy(List<ComponentSpec> chain) {
    String ids = chain.stream().map(ComponentSpec::id).collect(Collectors.joining("+"));
    List<ComponentSpec> parts = new ArrayList<>();
    Map<String, Object> given = new TreeMap<>();
    for (ComponentSpec part : chain) {
      given.putAll(part.settings());
      parts.add(
          part.settings().isEmpty() ? pipeline.withStrategy(part.id()).strategies().get(0) : part);
    }
    String setting =
        given.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(" "));
    return new Arm(ids, setting, Kind.STRATEGY, Optional.of(pipeline.withStrategies(parts)));
  }

  private List<Arm> ablations(List<Arm> strategies) {
    List<Arm> ablations = new ArrayList<>();
    for (Map.Entry<String, List<Object>> axis : experiment.ablations().entrySet()) {
      List<Arm> those = strategies.stream().filter(a -> has(a, axis.getKey())).toList();
      if (those.isEmpty()) {
        throw unknown(axis.getKey(), strategies);
      }
      those.forEach(arm -> axis.getValue().forEach(v -> ablations.add(with(arm, axis, v))));
    }
    return ablations;
  }

  private Arm only(Arm arm, Set<String> parts) {
    Set<String> known = new LinkedHashSet<>();
    known.addAll(pipeline.inputs().keySet());
    known.add(Segment.TEXT);
    for (String part : parts) {
      require(
          known.contains(part),
          NameSuggestions.unknown("part", part, known, "in the subsets of " + experiment.file()));
    }
    String only = String.join(" + ", parts) + " only";
    return new Arm(
        arm.name(),
        arm.setting().isEmpty() ? only : arm.setting() + " " + only,
        Kind.ABLATION,
        arm.pipeline(),
        Optional.of(parts),
        arm.group());
  }

  private boolean has(Arm arm, String setting) {
    return settings.names(arm.pipeline().orElseThrow()).contains(setting);
  }

  private Arm with(Arm arm, Map.Entry<String, List<Object>> axis, Object value) {
    String setting = "%s=%s".formatted(axis.getKey(), value);
    return new Arm(
        arm.name(),
        arm.setting().isEmpty() ? setting : arm.setting() + " " + setting,
        Kind.ABLATION,
        arm.pipeline().map(p -> settings.with(p, axis.getKey(), value)));
  }

  private FuseboxException unknown(String setting, List<Arm> strategies) {
    Set<String> known = new TreeSet<>();
    strategies.forEach(a -> known.addAll(settings.names(a.pipeline().orElseThrow())));
    return new FuseboxException(
        NameSuggestions.unknown(
            "setting", setting, known, "in the ablations of " + experiment.file()));
  }
}
