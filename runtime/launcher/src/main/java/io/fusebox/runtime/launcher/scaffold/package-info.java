/**
 * New plug-ins from templates. Learn first: {@link
 * io.fusebox.runtime.launcher.scaffold.PluginTemplates}.
 */
package io.fusebox.runtime.launcher.scaffold;
