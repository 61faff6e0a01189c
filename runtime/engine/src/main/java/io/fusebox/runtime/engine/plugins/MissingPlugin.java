package io.fusebox.runtime.engine.plugins;

import io.fusebox.api.UnavailableException;

/** A plug-in that is not live; it may become so. */
public final class MissingPlugin extends UnavailableException {
  private static final long serialVersionUID = 1L;

  MissingPlugin(String message) {
    super(message);
  }
}
