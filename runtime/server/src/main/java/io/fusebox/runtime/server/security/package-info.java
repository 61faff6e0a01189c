/** Who may do what. Learn first: {@link io.fusebox.runtime.server.security.Tokens}. */
package io.fusebox.runtime.server.security;
