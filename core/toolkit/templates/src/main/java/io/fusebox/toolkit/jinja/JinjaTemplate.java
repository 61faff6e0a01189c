package io.fusebox.toolkit.jinja;

import io.fusebox.api.FuseboxException;
import java.util.List;
import java.util.Map;

/**
 * A template in the part of Jinja2 that chat templates use, rendered as transformers does: {@code
 * trim_blocks} and {@code lstrip_blocks}, and nothing that would reach outside. What is not
 * supported is refused by name, never left out. A rendering is bounded in work, size and depth, as
 * templates are untrusted. Immutable.
 */
public final class JinjaTemplate {
  private static final int MAX_CHARS = 1_000_000;

  private final String source;
  private final List<Statement> statements;

  private JinjaTemplate(String source, List<Statement> statements) {
    this.source = source;
    this.statements = statements;
  }

  /**
   * Parses a template.
   *
   * @param source where it is from, for messages
   * @throws FuseboxException when it is malformed or uses what is not supported
   */
  public static JinjaTemplate parse(String template, String source) {
    if (template.length() > MAX_CHARS) {
      throw new FuseboxException(
          "%s is %d characters long, more than the %d that a template may have"
              .formatted(source, template.length(), MAX_CHARS));
    }
    try {
      return new JinjaTemplate(source, TemplateParser.parse(template));
    } catch (TemplateException e) {
      throw refused(source, e);
    }
  }

  /**
   * Renders it.
   *
   * @param variables by name: texts, Long, Double, Boolean, null, lists and maps of such
   * @throws FuseboxException when it uses what is not supported, refuses what it is given, or does
   *     too much
   */
  public String render(Map<String, Object> variables) {
    try {
      return new Renderer().render(statements, variables);
    } catch (TemplateException e) {
      throw refused(source, e);
    }
  }

  private static FuseboxException refused(String source, TemplateException why) {
    return new FuseboxException("%s cannot be used: %s".formatted(source, why.getMessage()), why);
  }
}
