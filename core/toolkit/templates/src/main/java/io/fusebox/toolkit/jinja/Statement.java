package io.fusebox.toolkit.jinja;

import java.util.List;
import java.util.Optional;

/** A statement of a template; {@link Renderer} executes it. */
sealed interface Statement {

  /** Text as it is. */
  record Text(String text) implements Statement {}

  /** <code>{{ value }}</code>. */
  record Output(Expression value) implements Statement {}

  /** One condition and body after another; the first that holds. */
  record If(List<Expression> conditions, List<List<Statement>> bodies, List<Statement> otherwise)
      implements Statement {}

  /**
   * A loop.
   *
   * @param targets one name, or several that an item is taken apart into
   * @param filter which items are looked at
   * @param otherwise what is done when there are none
   */
  record For(
      List<String> targets,
      Expression items,
      Optional<Expression> filter,
      List<Statement> body,
      List<Statement> otherwise)
      implements Statement {}

  /** {@code set a = value}, {@code set a, b = value}, {@code set ns.a = value}. */
  record Assign(List<String> targets, Expression value) implements Statement {}

  /** A namespace's attribute is set. */
  record AssignAttribute(String namespace, String attribute, Expression value)
      implements Statement {}

  /**
   * {@code set a} up to {@code endset}.
   *
   * @param captured a variable that holds what the body renders, and filters on it
   */
  record AssignBlock(String target, Expression captured, List<Statement> body)
      implements Statement {
    /** No template can name it. */
    static final String CAPTURED = " captured";
  }

  /**
   * A function that renders its body.
   *
   * @param defaults of the last parameters
   */
  record Macro(
      String name, List<String> parameters, List<Expression> defaults, List<Statement> body)
      implements Statement {}

  /** A body that stands for itself: {@code generation}. */
  record Block(List<Statement> body) implements Statement {}

  /**
   * {@code with a = value, b = value}.
   *
   * @param values as they are outside
   */
  record With(List<String> targets, List<Expression> values, List<Statement> body)
      implements Statement {}

  /** {@code break} or {@code continue}. */
  record Jump(boolean ends) implements Statement {}
}
