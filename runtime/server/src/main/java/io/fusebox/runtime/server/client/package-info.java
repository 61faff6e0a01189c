/**
 * The thin client of the command line. Learn first: {@link
 * io.fusebox.runtime.server.client.DaemonClient}.
 */
@NullMarked
package io.fusebox.runtime.server.client;

import org.jspecify.annotations.NullMarked;
