/**
 * The service that a running Fusebox offers over HTTP. Learn first: {@link
 * io.fusebox.runtime.server.FuseboxServer}.
 */
@NullMarked
package io.fusebox.runtime.server;

import org.jspecify.annotations.NullMarked;
