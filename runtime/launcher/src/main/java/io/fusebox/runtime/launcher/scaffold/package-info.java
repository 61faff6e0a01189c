/**
 * New plug-ins from templates. Learn first: {@link
 * io.fusebox.runtime.launcher.scaffold.PluginTemplates}.
 */
@NullMarked
package io.fusebox.runtime.launcher.scaffold;

import org.jspecify.annotations.NullMarked;
