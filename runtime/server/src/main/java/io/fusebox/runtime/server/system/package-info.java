/**
 * The service's view of a running Fusebox, one interface for each subject. Learn first: {@link
 * io.fusebox.runtime.server.system.RunningSystem}.
 */
@NullMarked
package io.fusebox.runtime.server.system;

import org.jspecify.annotations.NullMarked;
