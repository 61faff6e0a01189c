/**
 * The service that a running Fusebox offers over HTTP. Learn first: {@link
 * io.fusebox.runtime.server.FuseboxServer}.
 */
package io.fusebox.runtime.server;
