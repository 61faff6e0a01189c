package io.fusebox.toolkit.template;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.plm.Tokenizer;
import java.nio.file.Path;

/**
 * The text around features and question in a PLM's input. Immutable.
 *
 * <p>Features and prompts stand where the text is cut in two. What is before the cut is read before
 * both; what is after it, the question within, is the text that strategies see. Each part is
 * tokenised by itself.
 */
@FunctionalInterface
public interface InputTemplate {
  /** The name of the folder's own chat template. */
  String CHAT = "chat";

  /** Nothing: a question is read as it is. */
  InputTemplate NONE = Parts::of;

  /**
   * The tokens of one question's input.
   *
   * @param text the question; empty where there is none
   * @param begun whether what begins a text (BOS) begins the whole input, whatever stands between
   * @throws FuseboxException when the template refuses it
   */
  Parts tokens(Tokenizer tokenizer, String text, boolean begun);

  /**
   * Refuses a template that no folder makes right.
   *
   * @throws FuseboxException when it is malformed
   */
  static void requireWellFormed(String template) {
    if (!template.equals(CHAT)) {
      TextTemplate.parse(template);
    }
  }

  /**
   * The template that a pipeline names.
   *
   * @param template {@code chat}, or a text with the placeholders {@code {text}} and, before it if
   *     anywhere, {@code {features}}; a brace that is none is written twice
   * @param folder the PLM's
   * @throws FuseboxException when it is malformed, or the folder has no chat template
   */
  static InputTemplate of(String template, Path folder) {
    if (!template.equals(CHAT)) {
      return TextTemplate.parse(template);
    }
    return ChatTemplate.of(folder)
        .<InputTemplate>map(ChatInput::new)
        .orElseThrow(
            () ->
                new FuseboxException(
                    "%s has no chat template (chat_template.jinja, or chat_template in tokenizer_config.json); write one out, such as \"Question: {text} Answer:\""
                        .formatted(folder)));
  }

  /**
   * The tokens of an input.
   *
   * @param before those before features and prompts; empty = nothing stands there
   * @param text the others
   */
  record Parts(long[] before, long[] text) {

    /** A text that nothing cuts in two. */
    static Parts of(Tokenizer tokenizer, String text, boolean begun) {
      return begun
          ? new Parts(
              tokenizer.encodePart("", true, false), tokenizer.encodePart(text, false, true))
          : new Parts(new long[0], tokenizer.encode(text));
    }
  }
}
