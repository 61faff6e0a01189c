package io.fusebox.runtime.live;

import java.time.Duration;

/**
 * A swap that was done.
 *
 * @param gap how long the pipeline had nothing to answer with; zero when the new part was ready
 * @param drainTime how long it took until nobody used the old part
 */
public record Swap(String pipeline, Duration gap, Duration drainTime) {}
