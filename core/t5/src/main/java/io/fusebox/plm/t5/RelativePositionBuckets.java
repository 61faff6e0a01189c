package io.fusebox.plm.t5;

/**
 * Distances between positions, distinguished exactly while they are small and ever more roughly as
 * they grow, up to a largest one.
 *
 * @param buckets of one direction
 * @param most from this distance on all are in the last bucket
 * @param bothWays whether what comes after is distinguished too, in as many buckets more
 */
record RelativePositionBuckets(int buckets, int most, boolean bothWays) {

  /** All of them, or for {@code bothWays} half of them for each direction. */
  static RelativePositionBuckets of(T5Config.RelativePositions distances, boolean bothWays) {
    int each = bothWays ? distances.buckets() / 2 : distances.buckets();
    return new RelativePositionBuckets(each, distances.most(), bothWays);
  }

  /** The bucket of a key that is {@code ahead} positions after the query; before, if negative. */
  int of(int ahead) {
    if (bothWays && ahead > 0) {
      return buckets + of(-ahead);
    }
    int distance = Math.max(0, -ahead);
    int exact = buckets / 2;
    return distance < exact ? distance : Math.min(buckets - 1, exact + rough(distance, exact));
  }

  /** On a logarithmic scale; in float32 as in the reference, or the edges would be elsewhere. */
  private int rough(int distance, int exact) {
    float grown = (float) Math.log((float) distance / exact);
    float range = (float) Math.log((double) most / exact);
    return (int) (grown / range * (buckets - exact));
  }
}
