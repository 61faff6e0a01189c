/** New plug-ins from templates. Learn first: {@link io.fusebox.scaffold.Templates}. */
package io.fusebox.scaffold;
