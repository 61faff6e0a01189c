package @package@;

import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.testkit.StrategyContract;

/** The contract of every strategy. */
class @Type@Test implements StrategyContract {
  @Override
  public FusionStrategy strategy() {
    return new @Type@(new @Type@.Config(4));
  }
}
