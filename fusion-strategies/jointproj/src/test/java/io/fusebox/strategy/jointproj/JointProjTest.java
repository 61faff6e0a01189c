package io.fusebox.strategy.jointproj;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionSpec.FeatureSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.fusion.WeightSpec.Init.Uniform;
import io.fusebox.testkit.StrategyContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class JointProjTest implements StrategyContract {
  @Override
  public FusionStrategy strategy() {
    return new JointProj(new JointProj.Config(true, false));
  }

  @Override
  public long featureWidth() {
    return 5;
  }

  @Test
  void hasThePapersParametersAtBaseSize() {
    PlmSpec plm = new PlmSpec("bart-base", "bart", 768, 50265, 1024, 2, 1, 2, "0");
    FusionSpec spec = new FusionSpec(plm, List.of(new FeatureSpec(Modality.IMAGE, "vit", 768)));
    long count =
        strategy().weights(spec).stream()
            .mapToLong(w -> ((Uniform) w.init()).shape().stream().reduce(1L, (a, b) -> a * b))
            .sum();
    assertEquals(1_180_416, count);
  }
}
