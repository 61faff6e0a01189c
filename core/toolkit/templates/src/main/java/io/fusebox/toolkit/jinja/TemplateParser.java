package io.fusebox.toolkit.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses the statements of a template. */
final class TemplateParser {
  private static final int MAX_DEPTH = 64;

  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private int depth;
  private int loops;

  private TemplateParser(List<Token> tokens) {
    this.tokens = new TokenStream(tokens);
    this.expressions = new ExpressionParser(this.tokens);
  }

  static List<Statement> parse(String template) {
    TemplateParser parser = new TemplateParser(TemplateLexer.tokens(template));
    List<Statement> all = parser.statements(Set.of());
    if (!parser.tokens.at(Token.Kind.END)) {
      parser.tokens.next();
      throw parser.tokens.unexpected("a statement");
    }
    return all;
  }

  /** Up to a block that begins with one of {@code ends}, whose name is then next. */
  private List<Statement> body(String... ends) {
    if (++depth > MAX_DEPTH) {
      throw new TemplateException(
          "line %d: blocks are nested more than %d deep"
              .formatted(tokens.peek().line(), MAX_DEPTH));
    }
    tokens.expect(Token.Kind.BLOCK_END, "the end of the tag");
    List<Statement> body = statements(Set.of(ends));
    if (tokens.at(Token.Kind.END)) {
      throw tokens.unexpected("{% " + String.join(" or ", ends) + " %}");
    }
    tokens.next();
    depth--;
    return body;
  }

  private List<Statement> statements(Set<String> ends) {
    List<Statement> all = new ArrayList<>();
    while (!tokens.at(Token.Kind.END)) {
      Token token = tokens.peek();
      switch (token.kind()) {
        case TEXT -> all.add(new Statement.Text(tokens.next().text()));
        case OUTPUT_BEGIN -> {
          tokens.next();
          all.add(new Statement.Output(expressions.tuple(true)));
          tokens.expect(Token.Kind.OUTPUT_END, "'}}'");
        }
        default -> {
          if (ends.stream().anyMatch(tokens::thenName)) {
            return all;
          }
          tokens.expect(Token.Kind.BLOCK_BEGIN, "a tag");
          all.add(statement());
          tokens.expect(Token.Kind.BLOCK_END, "'%}'");
        }
      }
    }
    return all;
  }

  private Statement statement() {
    Token name = tokens.expect(Token.Kind.NAME, "a statement's name");
    return switch (name.text()) {
      case "if" -> conditional();
      case "for" -> loop();
      case "set" -> assignment();
      case "macro" -> macro();
      case "with" -> with();
      case "generation" -> generation();
      case "break", "continue" -> jump(name);
      default ->
          throw new TemplateException(
              "line %d: the statement '%s' is not supported; supported are if, for, set, macro, with, break, continue, raw and generation"
                  .formatted(name.line(), name.text()));
    };
  }

  private Statement conditional() {
    List<Expression> conditions = new ArrayList<>();
    List<List<Statement>> bodies = new ArrayList<>();
    do {
      conditions.add(expressions.tuple(false));
      bodies.add(body("elif", "else", "endif"));
    } while (tokens.skipName("elif"));
    List<Statement> otherwise = tokens.skipName("else") ? body("endif") : List.of();
    tokens.expectName("endif");
    return new Statement.If(conditions, bodies, otherwise);
  }

  private Statement loop() {
    List<String> targets = targets();
    tokens.expectName("in");
    Expression items = expressions.tuple(false);
    Optional<Expression> filter =
        tokens.skipName("if") ? Optional.of(expressions.expression()) : Optional.empty();
    if (tokens.atName("recursive")) {
      throw tokens.unexpected("the end of the tag (recursive loops are not supported)");
    }
    loops++;
    List<Statement> body = body("else", "endfor");
    loops--;
    List<Statement> otherwise = tokens.skipName("else") ? body("endfor") : List.of();
    tokens.expectName("endfor");
    return new Statement.For(targets, items, filter, body, otherwise);
  }

  private List<String> targets() {
    boolean parenthesised = tokens.skipOperator("(");
    List<String> targets = new ArrayList<>();
    do {
      targets.add(tokens.expect(Token.Kind.NAME, "a variable's name").text());
    } while (tokens.skipOperator(","));
    if (parenthesised) {
      tokens.expectOperator(")");
    }
    return targets;
  }

  private Statement assignment() {
    List<String> targets = targets();
    if (targets.size() == 1 && tokens.skipOperator(".")) {
      String attribute = tokens.expect(Token.Kind.NAME, "an attribute's name").text();
      tokens.expectOperator("=");
      return new Statement.AssignAttribute(targets.get(0), attribute, expressions.tuple(true));
    }
    if (tokens.skipOperator("=")) {
      return new Statement.Assign(targets, expressions.tuple(true));
    }
    if (targets.size() > 1) {
      throw tokens.unexpected("'='");
    }
    Expression captured =
        expressions.filters(new Expression.Variable(Statement.AssignBlock.CAPTURED));
    List<Statement> body = body("endset");
    tokens.expectName("endset");
    return new Statement.AssignBlock(targets.get(0), captured, body);
  }

  private Statement macro() {
    String name = tokens.expect(Token.Kind.NAME, "a macro's name").text();
    List<String> parameters = new ArrayList<>();
    List<Expression> defaults = new ArrayList<>();
    tokens.expectOperator("(");
    while (!tokens.skipOperator(")")) {
      parameters.add(tokens.expect(Token.Kind.NAME, "a parameter's name").text());
      if (tokens.skipOperator("=")) {
        defaults.add(expressions.expression());
      } else if (!defaults.isEmpty()) {
        throw tokens.unexpected("'=', as the parameter before has a default");
      }
      if (!tokens.atOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    int outside = loops;
    loops = 0;
    List<Statement> body = body("endmacro");
    loops = outside;
    tokens.expectName("endmacro");
    tokens.skipName(name);
    return new Statement.Macro(name, parameters, defaults, body);
  }

  private Statement with() {
    List<String> names = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    while (!tokens.at(Token.Kind.BLOCK_END)) {
      if (!names.isEmpty()) {
        tokens.expectOperator(",");
      }
      names.add(tokens.expect(Token.Kind.NAME, "a variable's name").text());
      tokens.expectOperator("=");
      values.add(expressions.expression());
    }
    List<Statement> body = body("endwith");
    tokens.expectName("endwith");
    return new Statement.With(names, values, body);
  }

  /** Text that an assistant has generated, marked for training; it is rendered as it stands. */
  private Statement generation() {
    List<Statement> body = body("endgeneration");
    tokens.expectName("endgeneration");
    return new Statement.Block(body);
  }

  private Statement jump(Token name) {
    if (loops == 0) {
      throw new TemplateException(
          "line %d: '%s' stands in no loop".formatted(name.line(), name.text()));
    }
    return new Statement.Jump(name.text().equals("break"));
  }
}
