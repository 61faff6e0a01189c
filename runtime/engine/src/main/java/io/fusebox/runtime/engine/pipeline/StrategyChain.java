package io.fusebox.runtime.engine.pipeline;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Projection;
import io.fusebox.api.fusion.WeightSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Strategies one after another: every one but the last projects, the last one joins ({@code
 * strategy: [linear, promptfuse]}).
 */
record StrategyChain(List<String> ids, List<Projection> projections, FusionStrategy last)
    implements FusionStrategy {

  /**
   * Chains strategies; one alone is a chain, too.
   *
   * @throws FuseboxException when one that is not the last does not project
   */
  static FusionStrategy of(List<String> ids, List<FusionStrategy> strategies) {
    int end = strategies.size() - 1;
    List<Projection> projections = new ArrayList<>();
    for (int i = 0; i < end; i++) {
      if (!(strategies.get(i) instanceof Projection projection)) {
        throw new FuseboxException(
            ("the strategy %s cannot be followed by %s: it joins everything into what the PLM"
                    + " reads. Put it last; strategies that project (linear, mlp, resampler,"
                    + " jointproj) may come before it")
                .formatted(ids.get(i), ids.get(i + 1)));
      }
      projections.add(projection);
    }
    return new StrategyChain(ids, projections, strategies.get(end));
  }

  @Override
  public List<WeightSpec> weights(FusionSpec spec) {
    List<WeightSpec> all = new ArrayList<>();
    FusionSpec now = spec;
    for (Projection projection : projections) {
      all.addAll(projection.weights(now));
      now = projection.projected(now);
    }
    all.addAll(last.weights(now));
    if (last instanceof Projection projection) {
      // Nothing follows that would refuse them.
      projection.projected(now).requireFeaturesAsWideAsPlm(ids.get(ids.size() - 1));
    }
    refuseTwins(all);
    return all;
  }

  private void refuseTwins(List<WeightSpec> all) {
    Set<String> names = new HashSet<>();
    for (WeightSpec weight : all) {
      if (!names.add(weight.name())) {
        throw new FuseboxException(
            "the strategies %s cannot be chained: two of them declare a weight '%s'"
                .formatted(ids, weight.name()));
      }
    }
  }

  @Override
  public PlmInput fuse(FusionInput in) {
    FusionInput now = in;
    for (Projection projection : projections) {
      now = projection.project(now);
    }
    return last.fuse(now);
  }

  @Override
  public boolean thawsEncoders() {
    return last.thawsEncoders() || projections.stream().anyMatch(FusionStrategy::thawsEncoders);
  }

  @Override
  public boolean mixesFeatures() {
    return last.mixesFeatures() || projections.stream().anyMatch(FusionStrategy::mixesFeatures);
  }

  @Override
  public boolean trainsOnBlanks() {
    return last.trainsOnBlanks() || projections.stream().anyMatch(FusionStrategy::trainsOnBlanks);
  }
}
