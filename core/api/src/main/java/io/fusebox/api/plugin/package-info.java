/**
 * Plug-in support. Learn first: {@link io.fusebox.api.plugin.Plugin}, {@link
 * io.fusebox.api.plugin.PluginModule}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
@NullMarked
package io.fusebox.api.plugin;

import org.jspecify.annotations.NullMarked;
