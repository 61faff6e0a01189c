/**
 * HTTP: routes, requests and what is refused before a request reaches one. Learn first: {@link
 * io.fusebox.runtime.server.http.Route}, {@link io.fusebox.runtime.server.http.Call}.
 */
package io.fusebox.runtime.server.http;
