/** The command line: one class for each command. */
package io.fusebox.runtime.launcher;
