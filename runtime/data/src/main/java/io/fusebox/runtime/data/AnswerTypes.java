package io.fusebox.runtime.data;

/** The kinds of answers that the VQA data sets distinguish, for data that do not say. */
public final class AnswerTypes {
  public static final String YES_NO = "yes/no";
  public static final String NUMBER = "number";
  public static final String OTHER = "other";

  private AnswerTypes() {}

  /** The kind of one answer: {@code yes} or {@code no}, digits, or anything else. */
  public static String of(String answer) {
    String text = answer.strip();
    if (text.equalsIgnoreCase("yes") || text.equalsIgnoreCase("no")) {
      return YES_NO;
    }
    return text.matches("[+-]?\\d+([.,]\\d+)*") ? NUMBER : OTHER;
  }
}
