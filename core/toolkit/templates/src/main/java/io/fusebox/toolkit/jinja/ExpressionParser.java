package io.fusebox.toolkit.jinja;

import io.fusebox.toolkit.jinja.Expression.Arguments;
import io.fusebox.toolkit.jinja.Expression.Binary;
import io.fusebox.toolkit.jinja.Expression.Comparison;
import io.fusebox.toolkit.jinja.Expression.Conditional;
import io.fusebox.toolkit.jinja.Expression.Sequence;
import io.fusebox.toolkit.jinja.Expression.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses expressions, each operator binding as in Jinja. */
final class ExpressionParser {
  /** An evaluation needs a stack as deep as the expression. */
  private static final int MAX_OPERATIONS = 1_000;

  private static final int MAX_DEPTH = 128;
  private static final Set<String> COMPARED = Set.of("==", "!=", "<", "<=", ">", ">=");

  private final TokenStream tokens;
  private final OperandParser operands;
  private int operations;
  private int depth;

  ExpressionParser(TokenStream tokens) {
    this.tokens = tokens;
    this.operands = new OperandParser(tokens, this);
  }

  /** A whole expression, {@code a if b else c} included. */
  Expression expression() {
    enter();
    Expression value = or();
    while (tokens.skipName("if")) {
      Expression condition = or();
      Optional<Expression> no =
          tokens.skipName("else") ? Optional.of(expression()) : Optional.empty();
      value = counted(new Conditional(condition, value, no));
    }
    leave();
    return value;
  }

  /** One expression, or several with commas between them, which are a tuple. */
  Expression tuple(boolean conditional) {
    enter();
    List<Expression> items = new ArrayList<>();
    items.add(conditional ? expression() : or());
    boolean comma = false;
    while (tokens.skipOperator(",")) {
      comma = true;
      if (operands.starts()) {
        items.add(counted(conditional ? expression() : or()));
      }
    }
    leave();
    return comma ? new Sequence(List.copyOf(items), true) : items.get(0);
  }

  private Expression or() {
    Expression left = and();
    while (tokens.skipName("or")) {
      left = counted(new Binary("or", left, and()));
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (tokens.skipName("and")) {
      left = counted(new Binary("and", left, not()));
    }
    return left;
  }

  private Expression not() {
    if (tokens.skipName("not")) {
      enter();
      Expression negated = counted(new Unary("not", not()));
      leave();
      return negated;
    }
    return comparison();
  }

  private Expression comparison() {
    Expression first = sum();
    List<String> operators = new ArrayList<>();
    List<Expression> others = new ArrayList<>();
    for (String operator = compared(); !operator.isEmpty(); operator = compared()) {
      operators.add(operator);
      others.add(sum());
    }
    return operators.isEmpty() ? first : counted(new Comparison(first, operators, others));
  }

  private String compared() {
    Token token = tokens.peek();
    if (token.kind() == Token.Kind.OPERATOR && COMPARED.contains(token.text())) {
      return tokens.next().text();
    }
    if (tokens.skipName("in")) {
      return "in";
    }
    if (tokens.atName("not") && tokens.thenName("in")) {
      tokens.next();
      tokens.next();
      return "not in";
    }
    return "";
  }

  private Expression sum() {
    Expression left = concatenation();
    while (tokens.atOperator("+") || tokens.atOperator("-")) {
      left = counted(new Binary(tokens.next().text(), left, concatenation()));
    }
    return left;
  }

  private Expression concatenation() {
    Expression left = product();
    while (tokens.skipOperator("~")) {
      left = counted(new Binary("~", left, product()));
    }
    return left;
  }

  private Expression product() {
    Expression left = operands.power();
    while (tokens.atOperator("*")
        || tokens.atOperator("/")
        || tokens.atOperator("//")
        || tokens.atOperator("%")) {
      left = counted(new Binary(tokens.next().text(), left, operands.power()));
    }
    return left;
  }

  Arguments arguments() {
    return operands.arguments();
  }

  Expression filters(Expression of) {
    return operands.filters(of);
  }

  /** Every new operation goes through here. */
  Expression counted(Expression made) {
    if (++operations > MAX_OPERATIONS) {
      throw new TemplateException(
          "line %d: an expression has more than %d operations"
              .formatted(tokens.peek().line(), MAX_OPERATIONS));
    }
    return made;
  }

  void enter() {
    if (++depth > MAX_DEPTH) {
      throw new TemplateException(
          "line %d: an expression is nested more than %d deep"
              .formatted(tokens.peek().line(), MAX_DEPTH));
    }
  }

  void leave() {
    if (--depth == 0) {
      operations = 0;
    }
  }
}
