/**
 * HTTP: routes, requests and what is refused before a request reaches one. Learn first: {@link
 * io.fusebox.runtime.http.Route}, {@link io.fusebox.runtime.http.HttpExchange}.
 */
@NullMarked
package io.fusebox.runtime.http;

import org.jspecify.annotations.NullMarked;
