/**
 * The service's own API, as {@code openapi.yaml} describes it. Learn first: {@link
 * io.fusebox.runtime.server.api.ApiRoutes}.
 */
@NullMarked
package io.fusebox.runtime.server.api;

import org.jspecify.annotations.NullMarked;
