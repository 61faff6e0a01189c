package io.fusebox.runtime.engine.task;

/**
 * What of an answer is explained: its first token.
 *
 * @param answer the whole answer
 * @param word the token whose probability is explained, as text
 * @param target that probability, of one example
 */
public record Focus(String answer, String word, Target target) {}
