/**
 * New plug-ins from templates. Learn first: {@link io.fusebox.runtime.launcher.scaffold.Templates}.
 */
package io.fusebox.runtime.launcher.scaffold;
