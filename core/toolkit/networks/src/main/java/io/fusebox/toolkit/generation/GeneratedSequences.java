package io.fusebox.toolkit.generation;

/**
 * Generated sequences: {@code returned} sequences for each example, the best first, example after
 * example.
 *
 * @param sequences each from the decoder start token on, padded to the longest
 * @param scores the sum of log-probabilities / length^penalty of each, its end token counted and
 *     the start token not
 */
public record GeneratedSequences(long[][] sequences, float[] scores) {}
