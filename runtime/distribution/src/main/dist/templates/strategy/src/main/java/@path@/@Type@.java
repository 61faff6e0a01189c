package @package@;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.settings.Default;
import java.util.List;

/** The PLM reads {@code [prompt | features | text]}; only the prompt learns. */
public record @Type@(Config config) implements FusionStrategy {

  /** The settings that a pipeline may give. */
  public record Config(@Default("20") int promptLength) {
    public Config {
      require(promptLength > 0, "prompt-length must be positive, found " + promptLength);
    }
  }

  /** The prompt, {@code [n, d]}; it starts from random words. */
  @Override
  public List<WeightSpec> weights(FusionSpec spec) {
    spec.requireFeaturesAsWideAsPlm("@id@");
    return List.of(WeightSpec.fromVocabulary("prompt", config.promptLength()));
  }

  @Override
  public PlmInput fuse(FusionInput in) {
    return PlmInput.join(in.prompt("prompt"), in.features(), in.text());
  }
}
