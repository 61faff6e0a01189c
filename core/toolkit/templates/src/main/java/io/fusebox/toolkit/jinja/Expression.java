package io.fusebox.toolkit.jinja;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value that a template computes; {@link Evaluator} says how. */
sealed interface Expression {

  /** A text, a number, true, false or none. */
  record Literal(Object value) implements Expression {}

  record Variable(String name) implements Expression {}

  /** {@code [a, b]}, or {@code (a, b)}. */
  record Sequence(List<Expression> items, boolean tuple) implements Expression {}

  record Dictionary(List<Expression> keys, List<Expression> values) implements Expression {}

  /** {@code of.name}. */
  record Attribute(Expression of, String name) implements Expression {}

  /** {@code of[key]}. */
  record Item(Expression of, Expression key) implements Expression {}

  /** {@code of[from:to:step]}. */
  record Slice(
      Expression of, Optional<Expression> from, Optional<Expression> to, Optional<Expression> step)
      implements Expression {}

  record Call(Expression function, Arguments arguments) implements Expression {}

  /** {@code of | name(arguments)}. */
  record Filter(Expression of, String name, Arguments arguments) implements Expression {}

  /** {@code of is name(arguments)}. */
  record Test(Expression of, String name, Arguments arguments) implements Expression {}

  /** {@code -of}, {@code +of}, {@code not of}. */
  record Unary(String operator, Expression of) implements Expression {}

  /** Arithmetic, {@code ~}, {@code and}, {@code or}. */
  record Binary(String operator, Expression left, Expression right) implements Expression {}

  /** {@code a < b <= c}, {@code in}, {@code not in}. */
  record Comparison(Expression first, List<String> operators, List<Expression> others)
      implements Expression {}

  /** {@code yes if condition else no}. */
  record Conditional(Expression condition, Expression yes, Optional<Expression> no)
      implements Expression {}

  /** The arguments of a call. */
  record Arguments(List<Expression> positional, Map<String, Expression> named) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());
  }
}
