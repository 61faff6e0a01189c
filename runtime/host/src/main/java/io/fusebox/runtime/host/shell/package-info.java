/**
 * Felix Gogo with commands of Fusebox's scope. Learn first: {@link
 * io.fusebox.runtime.host.shell.GogoShell}.
 */
package io.fusebox.runtime.host.shell;
