package io.fusebox.runtime.engine.plugins;

import io.fusebox.api.FuseboxException.Unavailable;

/** A plug-in that is not live; it may become so. */
public final class MissingPluginException extends Unavailable {
  private static final long serialVersionUID = 1L;

  MissingPluginException(String message) {
    super(message);
  }
}
