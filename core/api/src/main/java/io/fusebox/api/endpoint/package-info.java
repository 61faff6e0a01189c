/**
 * Endpoints of the service that a running Fusebox offers. Learn first: {@link
 * io.fusebox.api.endpoint.Endpoint}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
@NullMarked
package io.fusebox.api.endpoint;

import org.jspecify.annotations.NullMarked;
