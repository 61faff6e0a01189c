/**
 * Felix Gogo with commands of Fusebox's scope. Learn first: {@link
 * io.fusebox.host.shell.GogoShell}.
 */
package io.fusebox.host.shell;
