/**
 * Calls into plug-ins, whose faults are not ours. Learn first: {@link
 * io.fusebox.runtime.engine.plugins.Plugins}.
 */
@NullMarked
package io.fusebox.runtime.engine.plugins;

import org.jspecify.annotations.NullMarked;
