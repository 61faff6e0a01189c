/**
 * A running Fusebox that commands talk to, on this machine alone. Learn first: {@link
 * io.fusebox.runtime.server.Daemon}, {@link io.fusebox.runtime.server.DaemonClient}.
 */
@NullMarked
package io.fusebox.runtime.server;

import org.jspecify.annotations.NullMarked;
