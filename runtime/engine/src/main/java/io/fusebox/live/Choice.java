package io.fusebox.live;

/**
 * What a pipeline was swapped to.
 *
 * @param strategy a strategy's id, or a chain of them joined by '+'
 * @param untrained whether it may answer with weights that were never trained
 */
record Choice(String strategy, boolean untrained) {}
