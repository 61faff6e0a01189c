package io.fusebox.strategy.linear;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.Projection;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.fusion.WeightSpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * One linear layer for each modality takes its features to the PLM's width; the PLM reads
 * [projected features | text] (Liang et al. 2022, section 4: 590,592 parameters at base size).
 */
public record LinearProjection(Config config) implements Projection {

  /** There is nothing to set. */
  public record Config() {}

  @Override
  public List<WeightSpec> weights(FusionSpec spec) {
    spec.requireFeatures("linear");
    long out = spec.plm().width();
    return spec.features().stream()
        .flatMap(
            f ->
                Stream.of(
                    WeightSpec.linear(f.input() + ".weight", f.size(), out),
                    WeightSpec.linearBias(f.input() + ".bias", f.size(), out)))
        .toList();
  }

  @Override
  public FusionSpec projected(FusionSpec spec) {
    return spec.withFeaturesAsWideAsPlm();
  }

  @Override
  public FusionInput project(FusionInput in) {
    return in.withFeatures(
        new Segments(in.features().list().stream().map(s -> project(in, s)).toList()));
  }

  private static Segment project(FusionInput in, Segment features) {
    NDArray projected =
        ai.djl.nn.core.Linear.linear(
                features.embeddings(),
                in.weight(features.name() + ".weight"),
                in.weight(features.name() + ".bias"))
            .singletonOrThrow(); // [b, m, d]
    return new Segment(features.name(), projected, features.mask());
  }
}
