package io.fusebox.toolkit.template;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.api.settings.NameSuggestions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A template that a pipeline writes out.
 *
 * @param before what stands before the features; empty = they stand where strategies put them
 * @param prefix what stands before the question
 * @param suffix what stands after it
 */
record TextTemplate(Optional<String> before, String prefix, String suffix)
    implements InputTemplate {
  private static final int MAX_CHARS = 100_000;
  private static final String TEXT = "text";
  private static final String FEATURES = "features";
  private static final Pattern BRACES = Pattern.compile("\\{\\{|\\}\\}|\\{([^{}]*)\\}|[{}]");

  /** Reads it; a mistake in it is refused with the reason. */
  static InputTemplate parse(String template) {
    if (template.length() > MAX_CHARS) {
      throw new FuseboxException(
          "the template has %d characters, more than %d".formatted(template.length(), MAX_CHARS));
    }
    String before = null;
    String prefix = null;
    StringBuilder piece = new StringBuilder();
    Matcher braces = BRACES.matcher(template);
    int at = 0;
    while (braces.find()) {
      piece.append(template, at, braces.start());
      at = braces.end();
      String name = braces.group(1);
      if (name == null) {
        piece.append(literal(template, braces.group()));
        continue;
      }
      requirePlace(name, before, prefix);
      if (name.equals(FEATURES)) {
        before = piece.toString();
      } else {
        prefix = piece.toString();
      }
      piece.setLength(0);
    }
    if (prefix == null) {
      throw new FuseboxException(
          "the template '%s' has no {text}, where the question is to stand"
              .formatted(NameSuggestions.shown(template)));
    }
    String suffix = piece.append(template.substring(at)).toString();
    return before == null && prefix.isEmpty() && suffix.isEmpty()
        ? NONE
        : new TextTemplate(Optional.ofNullable(before), prefix, suffix);
  }

  private static char literal(String template, String brace) {
    if (brace.length() == 1) {
      throw new FuseboxException(
          "the template '%s' has a '%s' that belongs to no placeholder; write it twice if it is to stand there"
              .formatted(NameSuggestions.shown(template), brace));
    }
    return brace.charAt(0);
  }

  private static void requirePlace(String name, @Nullable String before, @Nullable String prefix) {
    if (!List.of(FEATURES, TEXT).contains(name)) {
      throw new FuseboxException(
          NameSuggestions.unknown("placeholder", name, List.of(FEATURES, TEXT), "of templates"));
    }
    if (name.equals(TEXT) ? prefix != null : before != null) {
      throw new FuseboxException("the template has {%s} twice, expected it once".formatted(name));
    }
    if (name.equals(FEATURES) && prefix != null) {
      throw new FuseboxException(
          "the template has {features} after {text}, expected it before: features stand before the question");
    }
  }

  @Override
  public Parts tokens(Tokenizer tokenizer, String text, boolean begun) {
    String after = prefix + text + suffix;
    return before
        .map(
            head ->
                new Parts(
                    tokenizer.encodePart(head, true, false),
                    tokenizer.encodePart(after, false, true)))
        .orElseGet(() -> Parts.of(tokenizer, after, begun));
  }
}
