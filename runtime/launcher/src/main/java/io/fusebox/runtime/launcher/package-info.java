/** The command line: one class for each command. */
@NullMarked
package io.fusebox.runtime.launcher;

import org.jspecify.annotations.NullMarked;
