/**
 * A running Fusebox that commands talk to, on this machine alone. Learn first: {@link
 * io.fusebox.daemon.Daemon}, {@link io.fusebox.daemon.DaemonClient}.
 */
package io.fusebox.daemon;
