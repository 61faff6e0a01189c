/**
 * Felix Gogo with commands of Fusebox's scope. Learn first: {@link
 * io.fusebox.runtime.host.shell.GogoShell}.
 */
@NullMarked
package io.fusebox.runtime.host.shell;

import org.jspecify.annotations.NullMarked;
