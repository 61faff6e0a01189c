package io.fusebox.live;

/**
 * An answer, and who gave it.
 *
 * @param strategy the pipeline's own, or the one beside it
 */
public record Reply(String answer, String strategy) {}
