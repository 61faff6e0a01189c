/** Who may do what. Learn first: {@link io.fusebox.runtime.http.security.Tokens}. */
package io.fusebox.runtime.http.security;
