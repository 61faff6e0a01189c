package io.fusebox.toolkit.jinja;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts what stands within a tag into words. */
final class ExpressionLexer {
  private static final Pattern WORD =
      Pattern.compile(
          "(?<space>\\s+)|(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)"
              + "|(?<float>\\d[\\d_]*(?:\\.\\d+(?:[eE][-+]?\\d+)?|[eE][-+]?\\d+))|(?<int>\\d[\\d_]*)"
              + "|(?<operator>\\*\\*|//|==|!=|<=|>=|[-+*/%~<>=.,:;|()\\[\\]{}])",
          Pattern.DOTALL);
  private static final Map<String, String> CLOSING = Map.of("(", ")", "[", "]", "{", "}");

  private final String source;
  private final Deque<String> open = new ArrayDeque<>();
  private int line;

  ExpressionLexer(String source, int line) {
    this.source = source;
    this.line = line;
  }

  /**
   * Adds the words from {@code at} on.
   *
   * @return where the tag's end begins, its sign before it
   */
  int read(int at, String end, List<Token> tokens) {
    Matcher word = WORD.matcher(source);
    int next = at;
    while (!ends(next, end)) {
      if (next < source.length() && "'\"".indexOf(source.charAt(next)) >= 0) {
        next = string(next, tokens);
        continue;
      }
      word.region(next, source.length());
      if (!word.lookingAt()) {
        throw new TemplateException(
            next == source.length()
                ? "line %d: a tag has no end %s".formatted(line, end)
                : "line %d: '%s' is not expected in an expression"
                    .formatted(line, source.substring(next, source.offsetByCodePoints(next, 1))));
      }
      add(word, tokens);
      line += (int) word.group().chars().filter(c -> c == '\n').count();
      next = word.end();
    }
    return next;
  }

  /** By hand: a pattern would need a stack as deep as a text has escapes. */
  private int string(int begin, List<Token> tokens) {
    int end = begin + 1;
    while (end < source.length() && source.charAt(end) != source.charAt(begin)) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= source.length()) {
      throw new TemplateException("line %d: a text in quotes has no end".formatted(line));
    }
    String inner = source.substring(begin + 1, end);
    tokens.add(new Token(Token.Kind.STRING, StringEscapes.resolve(inner, line), line));
    line += (int) inner.chars().filter(c -> c == '\n').count();
    return end + 1;
  }

  private boolean ends(int at, String end) {
    boolean plus = end.equals("%}") && source.startsWith("+%}", at);
    boolean signed = plus || source.startsWith("-" + end, at);
    return open.isEmpty() && (signed || source.startsWith(end, at));
  }

  private void add(Matcher word, List<Token> tokens) {
    if (word.group("name") != null) {
      tokens.add(new Token(Token.Kind.NAME, word.group(), line));
    } else if (word.group("float") != null) {
      tokens.add(new Token(Token.Kind.FLOAT, word.group().replace("_", ""), line));
    } else if (word.group("int") != null) {
      tokens.add(new Token(Token.Kind.INTEGER, word.group().replace("_", ""), line));
    } else if (word.group("operator") != null) {
      balance(word.group());
      tokens.add(new Token(Token.Kind.OPERATOR, word.group(), line));
    }
  }

  private void balance(String operator) {
    if (CLOSING.containsKey(operator)) {
      open.push(CLOSING.get(operator));
    } else if (CLOSING.containsValue(operator) && !operator.equals(open.poll())) {
      throw new TemplateException("line %d: '%s' closes nothing".formatted(line, operator));
    }
  }
}
