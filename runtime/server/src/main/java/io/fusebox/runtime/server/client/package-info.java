/**
 * The thin client of the command line. Learn first: {@link
 * io.fusebox.runtime.server.client.DaemonClient}.
 */
package io.fusebox.runtime.server.client;
