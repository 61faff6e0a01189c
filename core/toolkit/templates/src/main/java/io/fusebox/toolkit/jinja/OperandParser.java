package io.fusebox.toolkit.jinja;

import io.fusebox.toolkit.jinja.Expression.Arguments;
import io.fusebox.toolkit.jinja.Expression.Attribute;
import io.fusebox.toolkit.jinja.Expression.Binary;
import io.fusebox.toolkit.jinja.Expression.Call;
import io.fusebox.toolkit.jinja.Expression.Dictionary;
import io.fusebox.toolkit.jinja.Expression.Filter;
import io.fusebox.toolkit.jinja.Expression.Item;
import io.fusebox.toolkit.jinja.Expression.Literal;
import io.fusebox.toolkit.jinja.Expression.Sequence;
import io.fusebox.toolkit.jinja.Expression.Slice;
import io.fusebox.toolkit.jinja.Expression.Test;
import io.fusebox.toolkit.jinja.Expression.Unary;
import io.fusebox.toolkit.jinja.Expression.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parses what operators stand between: names, literals, calls, filters, tests. */
final class OperandParser {
  private static final Map<String, Object> CONSTANTS = constants();
  private static final Set<String> AFTER_TEST = Set.of("else", "or", "and", "is");
  private static final Set<String> CLOSING = Set.of(")", "]", "}");

  private final TokenStream tokens;
  private final ExpressionParser expressions;

  OperandParser(TokenStream tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  private static Map<String, Object> constants() {
    Map<String, Object> constants = new HashMap<>();
    for (String name : List.of("none", "None")) {
      constants.put(name, null);
    }
    for (String name : List.of("true", "True")) {
      constants.put(name, true);
    }
    for (String name : List.of("false", "False")) {
      constants.put(name, false);
    }
    return constants;
  }

  /** Whether an operand can begin here. */
  boolean starts() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NAME -> !token.text().equals("if") && !token.text().equals("else");
      case OPERATOR -> !CLOSING.contains(token.text()) && !token.text().equals("=");
      case STRING, INTEGER, FLOAT -> true;
      default -> false;
    };
  }

  Expression power() {
    Expression left = unary(true);
    while (tokens.skipOperator("**")) {
      left = expressions.counted(new Binary("**", left, unary(true)));
    }
    return left;
  }

  private Expression unary(boolean filtered) {
    expressions.enter();
    Expression value;
    if (tokens.atOperator("-") || tokens.atOperator("+")) {
      value = expressions.counted(new Unary(tokens.next().text(), unary(false)));
    } else {
      value = postfix(primary());
    }
    value = filtered ? filters(postfix(value)) : value;
    expressions.leave();
    return value;
  }

  private Expression primary() {
    Token token = tokens.next();
    return switch (token.kind()) {
      case NAME ->
          CONSTANTS.containsKey(token.text())
              ? new Literal(CONSTANTS.get(token.text()))
              : new Variable(token.text());
      case STRING -> text(token);
      case INTEGER -> new Literal(integer(token));
      case FLOAT -> new Literal(Double.parseDouble(token.text()));
      default -> bracketed(token);
    };
  }

  private Expression bracketed(Token token) {
    return switch (token.text()) {
      case "(" -> parenthesised();
      case "[" -> new Sequence(items("]"), false);
      case "{" -> dictionary();
      default ->
          throw new TemplateException(
              "line %d: expected an expression, found '%s'".formatted(token.line(), token.text()));
    };
  }

  /** Texts that stand side by side are one. */
  private Expression text(Token first) {
    StringBuilder text = new StringBuilder(first.text());
    while (tokens.at(Token.Kind.STRING)) {
      text.append(tokens.next().text());
    }
    return new Literal(text.toString());
  }

  private static Long integer(Token token) {
    try {
      return Long.valueOf(token.text());
    } catch (NumberFormatException e) {
      throw new TemplateException(
          "line %d: the number %s is too large".formatted(token.line(), token.text()));
    }
  }

  private Expression parenthesised() {
    if (tokens.skipOperator(")")) {
      return new Sequence(List.of(), true);
    }
    Expression inner = expressions.tuple(true);
    tokens.expectOperator(")");
    return inner;
  }

  private List<Expression> items(String end) {
    List<Expression> items = new ArrayList<>();
    while (!tokens.skipOperator(end)) {
      items.add(expressions.counted(expressions.expression()));
      if (!tokens.atOperator(end)) {
        tokens.expectOperator(",");
      }
    }
    return items;
  }

  private Expression dictionary() {
    List<Expression> keys = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    while (!tokens.skipOperator("}")) {
      keys.add(expressions.counted(expressions.expression()));
      tokens.expectOperator(":");
      values.add(expressions.expression());
      if (!tokens.atOperator("}")) {
        tokens.expectOperator(",");
      }
    }
    return new Dictionary(keys, values);
  }

  private Expression postfix(Expression of) {
    Expression value = of;
    while (true) {
      if (tokens.skipOperator(".")) {
        Token name = tokens.next();
        value =
            expressions.counted(
                switch (name.kind()) {
                  case NAME -> new Attribute(value, name.text());
                  case INTEGER -> new Item(value, new Literal(integer(name)));
                  default ->
                      throw new TemplateException(
                          "line %d: expected a name after '.', found '%s'"
                              .formatted(name.line(), name.text()));
                });
      } else if (tokens.skipOperator("[")) {
        value = expressions.counted(subscript(value));
      } else if (tokens.atOperator("(")) {
        value = expressions.counted(new Call(value, arguments()));
      } else {
        return value;
      }
    }
  }

  private Expression subscript(Expression of) {
    Optional<Expression> from = bound();
    if (!tokens.skipOperator(":")) {
      Expression key = from.orElseThrow(() -> tokens.unexpected("an index"));
      tokens.expectOperator("]");
      return new Item(of, key);
    }
    Optional<Expression> to = bound();
    Optional<Expression> step = tokens.skipOperator(":") ? bound() : Optional.empty();
    tokens.expectOperator("]");
    return new Slice(of, from, to, step);
  }

  private Optional<Expression> bound() {
    return tokens.atOperator(":") || tokens.atOperator("]")
        ? Optional.empty()
        : Optional.of(expressions.expression());
  }

  /** The filters and tests after a value. */
  Expression filters(Expression of) {
    Expression value = of;
    while (true) {
      if (tokens.skipOperator("|")) {
        String name = tokens.expect(Token.Kind.NAME, "a filter's name").text();
        Arguments with = tokens.atOperator("(") ? arguments() : Arguments.NONE;
        value = expressions.counted(new Filter(value, name, with));
      } else if (tokens.skipName("is")) {
        value = test(value);
      } else if (tokens.atOperator("(")) {
        value = expressions.counted(new Call(value, arguments()));
      } else {
        return value;
      }
    }
  }

  private Expression test(Expression of) {
    boolean negated = tokens.skipName("not");
    String name = tokens.expect(Token.Kind.NAME, "a test's name").text();
    Arguments with = Arguments.NONE;
    if (tokens.atOperator("(")) {
      with = arguments();
    } else if (takesOperand()) {
      with = new Arguments(List.of(postfix(primary())), Map.of());
    }
    Expression test = expressions.counted(new Test(of, name, with));
    return negated ? expressions.counted(new Unary("not", test)) : test;
  }

  private boolean takesOperand() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NAME -> !AFTER_TEST.contains(token.text()) && !token.text().equals("if");
      case STRING, INTEGER, FLOAT -> true;
      case OPERATOR -> token.text().equals("[") || token.text().equals("{");
      default -> false;
    };
  }

  /** The contents of parentheses, these included. */
  Arguments arguments() {
    tokens.expectOperator("(");
    List<Expression> positional = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    while (!tokens.skipOperator(")")) {
      if (tokens.at(Token.Kind.NAME) && tokens.thenOperator("=")) {
        String name = tokens.next().text();
        tokens.next();
        named.put(name, expressions.counted(expressions.expression()));
      } else if (named.isEmpty()) {
        positional.add(expressions.counted(expressions.expression()));
      } else {
        throw tokens.unexpected("another named argument");
      }
      if (!tokens.atOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    return new Arguments(positional, named);
  }
}
