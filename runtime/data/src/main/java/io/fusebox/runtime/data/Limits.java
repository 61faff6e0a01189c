package io.fusebox.runtime.data;

/**
 * How much a data set may hold: files come from strangers, and a wrong one should end in a message
 * rather than in a full memory. The largest of the VQA data sets has 0.7 million questions.
 *
 * @param examples how many examples
 * @param lineBytes the length of one line of a manifest
 * @param textChars the length of one text (a question, an answer, a path)
 */
public record Limits(int examples, int lineBytes, int textChars) {
  public static final Limits DEFAULT = new Limits(5_000_000, 1 << 20, 1 << 16);
}
