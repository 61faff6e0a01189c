package io.fusebox.runtime.engine.plugins;

import io.fusebox.api.FuseboxException;
import org.jspecify.annotations.Nullable;

/** A plug-in did what it may not do: threw, hung, or gave something malformed. */
public final class PluginException extends FuseboxException {
  private static final long serialVersionUID = 1L;

  private final String plugin;

  /**
   * @param plugin its id
   * @param what what it did, for instance {@code threw ...}
   */
  public PluginException(String plugin, String what, @Nullable Throwable cause) {
    super(
        "the plug-in %s %s. Replace its jar, or choose another plug-in".formatted(plugin, what),
        cause);
    this.plugin = plugin;
  }

  public PluginException(String plugin, String what) {
    this(plugin, what, null);
  }

  /** The plug-in's id. */
  public String plugin() {
    return plugin;
  }
}
