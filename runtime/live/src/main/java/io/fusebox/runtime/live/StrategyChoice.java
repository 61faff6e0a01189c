package io.fusebox.runtime.live;

/**
 * A strategy that a pipeline was told to answer with.
 *
 * @param strategy a strategy's id, or a chain of them joined by '+'
 * @param untrained whether it may answer with weights that were never trained
 */
public record StrategyChoice(String strategy, boolean untrained) {}
