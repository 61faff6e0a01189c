package io.fusebox.toolkit.jinja;

/**
 * A piece of a template: text as it is, or one word of an expression.
 *
 * @param line from 1 on, for messages
 */
record Token(Kind kind, String text, int line) {

  /** The kinds of tokens. */
  enum Kind {
    TEXT,
    OUTPUT_BEGIN,
    OUTPUT_END,
    BLOCK_BEGIN,
    BLOCK_END,
    NAME,
    STRING,
    INTEGER,
    FLOAT,
    OPERATOR,
    END
  }

  boolean is(Kind other, String value) {
    return kind == other && text.equals(value);
  }
}
