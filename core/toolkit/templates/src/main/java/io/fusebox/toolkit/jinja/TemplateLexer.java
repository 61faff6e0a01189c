package io.fusebox.toolkit.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a template into text and tags, with {@code trim_blocks} and {@code lstrip_blocks} on: the
 * first newline after a block goes, and the spaces before one on its line. A minus at a tag's end
 * takes all white space there, a plus keeps it.
 */
final class TemplateLexer {
  private static final Pattern BEGIN = Pattern.compile("\\{[{%#][-+]?");
  private static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*raw\\s*(-?)%\\}");
  private static final Pattern RAW_END = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*([-+]?)%\\}");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private boolean lineStarts = true;

  private TemplateLexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String template) {
    String source = template.replace("\r\n", "\n").replace('\r', '\n');
    return new TemplateLexer(source.endsWith("\n") ? cut(source, 1) : source).all();
  }

  private static String cut(String text, int fromEnd) {
    return text.substring(0, text.length() - fromEnd);
  }

  private List<Token> all() {
    Matcher begin = BEGIN.matcher(source);
    while (begin.find(at)) {
      String tag = begin.group();
      String text = before(source.substring(at, begin.start()), tag);
      add(Token.Kind.TEXT, text);
      moveTo(begin.start());
      Matcher raw = RAW.matcher(source).region(at, source.length());
      if (raw.lookingAt()) {
        raw(raw);
      } else {
        moveTo(begin.end());
        switch (tag.charAt(1)) {
          case '#' -> comment();
          case '%' -> tag(Token.Kind.BLOCK_BEGIN, Token.Kind.BLOCK_END, "%}");
          default -> tag(Token.Kind.OUTPUT_BEGIN, Token.Kind.OUTPUT_END, "}}");
        }
      }
    }
    add(Token.Kind.TEXT, source.substring(at));
    add(Token.Kind.END, "the end of the template");
    return tokens;
  }

  /** The text before a tag, without the white space that the tag takes. */
  private String before(String text, String tag) {
    if (tag.endsWith("-")) {
      return PythonStrings.stripEnd(text);
    }
    int start = text.lastIndexOf('\n') + 1;
    boolean ownLine = start > 0 || lineStarts;
    boolean stripped = !tag.endsWith("+") && !tag.startsWith("{{") && ownLine;
    return stripped && PythonStrings.strip(text.substring(start)).isEmpty()
        ? text.substring(0, start)
        : text;
  }

  private void tag(Token.Kind first, Token.Kind last, String end) {
    add(first, "");
    ExpressionLexer lexer = new ExpressionLexer(source, line);
    int from = lexer.read(at, end, tokens);
    moveTo(from);
    boolean stripped = source.startsWith("-", at);
    boolean kept = source.startsWith("+", at);
    add(last, end);
    after(at + end.length() + (stripped || kept ? 1 : 0), stripped, !kept && end.equals("%}"));
  }

  private void comment() {
    int end = source.indexOf("#}", at);
    if (end < 0) {
      throw new TemplateException("line %d: a comment {# has no end #}".formatted(line));
    }
    char sign = end > at ? source.charAt(end - 1) : ' ';
    after(end + 2, sign == '-', sign != '+');
  }

  private void raw(Matcher begin) {
    after(begin.end(), !begin.group(1).isEmpty(), false);
    Matcher end = RAW_END.matcher(source);
    if (!end.find(at)) {
      throw new TemplateException("line %d: {%% raw %%} has no {%% endraw %%}".formatted(line));
    }
    add(Token.Kind.TEXT, before(source.substring(at, end.start()), "{%" + end.group(1)));
    String sign = end.group(2);
    after(end.end(), sign.equals("-"), !sign.equals("+"));
  }

  /** Goes on after a tag and the white space after it that it takes. */
  private void after(int end, boolean stripped, boolean trimmed) {
    int next = end;
    if (stripped) {
      while (next < source.length() && PythonStrings.isSpace(source.charAt(next))) {
        next++;
      }
    } else if (trimmed && source.startsWith("\n", next)) {
      next++;
    }
    moveTo(next);
    lineStarts = source.charAt(at - 1) == '\n';
  }

  private void moveTo(int to) {
    line += (int) source.substring(at, to).chars().filter(c -> c == '\n').count();
    at = to;
  }

  private void add(Token.Kind kind, String text) {
    if (kind != Token.Kind.TEXT || !text.isEmpty()) {
      tokens.add(new Token(kind, text, line));
    }
  }
}
