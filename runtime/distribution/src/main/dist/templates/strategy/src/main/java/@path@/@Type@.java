package @package@;

import static io.fusebox.plugin.Settings.require;

import io.fusebox.fusion.Fusion;
import io.fusebox.fusion.FusionSpec;
import io.fusebox.fusion.FusionStrategy;
import io.fusebox.fusion.PlmInput;
import io.fusebox.fusion.Weight;
import io.fusebox.plugin.Default;
import java.util.List;

/** The PLM reads {@code [prompt | features | text]}; only the prompt learns. */
public record @Type@(Config config) implements FusionStrategy {

  /** What a pipeline may set. */
  public record Config(@Default("20") int promptLength) {
    public Config {
      require(promptLength > 0, "prompt-length must be positive, found " + promptLength);
    }
  }

  /** The prompt, {@code [n, d]}; it starts from random words. */
  @Override
  public List<Weight> weights(FusionSpec spec) {
    spec.requireFeaturesAsWideAsPlm("@id@");
    return List.of(Weight.fromVocabulary("prompt", config.promptLength()));
  }

  @Override
  public PlmInput fuse(Fusion in) {
    return PlmInput.join(in.prompt("prompt"), in.features(), in.text());
  }
}
