package io.fusebox.toolkit.template;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.toolkit.template.ChatTemplate.Message;
import java.util.List;

/**
 * A question in a user's turn of the folder's chat template, after the features.
 *
 * <p>Where the turn's content begins is found with a mark that stands for the features: templates
 * may strip or reorder what they are given, so it cannot be computed from the question.
 */
record ChatInput(ChatTemplate template) implements InputTemplate {
  /** A character for private use, which no template has. */
  private static final String MARK = "\uE0F5";

  @Override
  public Parts tokens(Tokenizer tokenizer, String text, boolean begun) {
    String mark = MARK;
    while (text.contains(mark)) {
      mark += MARK;
    }
    String chat = template.render(List.of(new Message("user", mark + text)), true);
    int at = chat.indexOf(mark);
    if (at < 0 || chat.indexOf(mark, at + 1) >= 0) {
      throw new FuseboxException(
          "the PLM's chat template does not have the user's turn once, as it stands; write a template out instead, such as \"Question: {text} Answer:\"");
    }
    return new Parts(
        tokenizer.encodePart(chat.substring(0, at), false, false),
        tokenizer.encodePart(chat.substring(at + mark.length()), false, false));
  }
}
