package io.fusebox.runtime.live;

/**
 * A strategy chosen for a pipeline to answer with.
 *
 * @param strategy a strategy's id, or a chain of them joined by '+'
 * @param untrained whether it may answer with weights that were never trained
 */
public record StrategyChoice(String strategy, boolean untrained) {}
