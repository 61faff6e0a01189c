package io.fusebox.toolkit.jinja;

import java.util.List;

/** The tokens of a template, read one by one. */
final class TokenStream {
  private final List<Token> tokens;
  private int at;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token next() {
    return tokens.get(at < tokens.size() - 1 ? at++ : at);
  }

  boolean at(Token.Kind kind) {
    return peek().kind() == kind;
  }

  boolean atOperator(String operator) {
    return peek().is(Token.Kind.OPERATOR, operator);
  }

  boolean atName(String name) {
    return peek().is(Token.Kind.NAME, name);
  }

  /** Whether the token after the next is this name. */
  boolean thenName(String name) {
    return at + 1 < tokens.size() && tokens.get(at + 1).is(Token.Kind.NAME, name);
  }

  /** Whether the token after the next is this operator. */
  boolean thenOperator(String operator) {
    return at + 1 < tokens.size() && tokens.get(at + 1).is(Token.Kind.OPERATOR, operator);
  }

  boolean skipOperator(String operator) {
    boolean there = atOperator(operator);
    if (there) {
      next();
    }
    return there;
  }

  boolean skipName(String name) {
    boolean there = atName(name);
    if (there) {
      next();
    }
    return there;
  }

  void expectOperator(String operator) {
    if (!skipOperator(operator)) {
      throw unexpected("'" + operator + "'");
    }
  }

  void expectName(String name) {
    if (!skipName(name)) {
      throw unexpected("'" + name + "'");
    }
  }

  Token expect(Token.Kind kind, String what) {
    if (!at(kind)) {
      throw unexpected(what);
    }
    return next();
  }

  TemplateException unexpected(String expected) {
    return new TemplateException(
        "line %d: expected %s, found '%s'".formatted(peek().line(), expected, peek().text()));
  }
}
