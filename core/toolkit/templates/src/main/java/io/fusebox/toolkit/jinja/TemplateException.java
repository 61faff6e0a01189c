package io.fusebox.toolkit.jinja;

import io.fusebox.api.FuseboxException;

/** A template is malformed, needs what is not supported, or does too much. */
public final class TemplateException extends FuseboxException {
  private static final long serialVersionUID = 1L;

  TemplateException(String message) {
    super(message);
  }
}
