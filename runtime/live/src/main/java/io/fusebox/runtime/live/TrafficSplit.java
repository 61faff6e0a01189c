package io.fusebox.runtime.live;

import io.fusebox.api.FuseboxException;
import java.util.OptionalDouble;

/**
 * A second strategy alongside a pipeline's own: it answers a share of the requests (A/B), or all of
 * them in the shadow of the own one, whose answers are the ones that are given.
 *
 * @param choice the strategy
 * @param share of the requests, above 0 and below 1; empty in the shadow
 */
public record TrafficSplit(StrategyChoice choice, OptionalDouble share) {
  public TrafficSplit {
    share.ifPresent(TrafficSplit::check);
  }

  private static void check(double share) {
    if (!(share > 0 && share < 1)) {
      throw new FuseboxException(
          "a share is above 0 and below 1, found %s; to give all requests to a strategy, swap to it"
              .formatted(share));
    }
  }

  boolean isShadow() {
    return share.isEmpty();
  }

  /**
   * Whether the challenger answers request {@code n}. The multiples of the golden ratio are spread
   * evenly over the unit interval, in step with no pattern of requests.
   *
   * @param n from 0 on
   */
  boolean takes(long n) {
    double place = n * 0.6180339887498949 % 1;
    return share.isPresent() && place < share.getAsDouble();
  }

  /** As the command line says it. */
  @Override
  public String toString() {
    return isShadow()
        ? "shadow " + choice.strategy()
        : "share " + choice.strategy() + "=" + share.getAsDouble();
  }
}
