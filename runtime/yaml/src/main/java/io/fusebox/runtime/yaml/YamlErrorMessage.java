package io.fusebox.runtime.yaml;

import io.fusebox.api.settings.NameSuggestions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Says in words why a text is not YAML: SnakeYAML's own messages quote the file over several lines
 * and speak of its tokens. One that is not known here becomes a general sentence.
 */
final class YamlErrorMessage {
  private static final String TAG = "found a tag (!); only plain values are taken";

  /**
   * Parts of the parser's messages, and the sentences shown for them; {@code %s} is what was found.
   */
  private record Phrase(Pattern library, String said) {}

  private static final List<Phrase> WORDS =
      List.of(
          words("TAB", "found a tab; indent with spaces"),
          words("mapping values are not allowed", "found a second ': '; put the text in quotes"),
          words("expected <block end>", "the indentation does not fit the lines above"),
          words("could not find expected ':'", "found a key without a ': ' after it"),
          words("duplicate key (\\S*)", "found the duplicate key %s"),
          words("undefined alias (\\S+)", "the alias *%s names nothing; put &%<s before it"),
          words(
              "document separator|document start|single document|another document",
              "a second document (---) begins; only one is taken"),
          words("unexpected end of stream|expected ',' or", "a quote or a bracket is not closed"),
          words(
              "unknown escape|escape sequence|hexadecimal",
              "found an escape that YAML does not have; use single quotes"),
          words("tag|handle|directive", TAG),
          words("[Nn]esting [Dd]epth", "it is nested deeper than any file of this kind is"),
          words("for merging|merging", "'<<' merges maps alone; give it *NAME of a map"),
          words(
              "character '?(.)'?\\(?.*cannot start",
              "a value cannot begin with '%s'; put it in quotes"),
          words("anchor|alias", "found an anchor (&) or alias (*) without a name"));

  private YamlErrorMessage() {}

  private static Phrase words(String library, String said) {
    return new Phrase(Pattern.compile(library), said);
  }

  static InvalidYamlException of(YAMLException e) {
    @Nullable Mark mark = null;
    String problem = String.valueOf(e.getMessage());
    if (e instanceof MarkedYAMLException marked) {
      mark = marked.getProblemMark() == null ? marked.getContextMark() : marked.getProblemMark();
      problem = String.valueOf(marked.getProblem());
    }
    return InvalidYamlException.at(mark, words(problem));
  }

  private static String words(String problem) {
    for (Phrase each : WORDS) {
      Matcher found = each.library().matcher(problem);
      if (found.find()) {
        return found.groupCount() == 0
            ? each.said()
            : each.said().formatted(NameSuggestions.shown(found.group(1)));
      }
    }
    return "from here on it is not YAML; compare with the examples in docs/";
  }
}
