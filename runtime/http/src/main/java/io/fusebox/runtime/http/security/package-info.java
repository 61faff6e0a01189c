/** Who may do what. Learn first: {@link io.fusebox.runtime.http.security.Tokens}. */
@NullMarked
package io.fusebox.runtime.http.security;

import org.jspecify.annotations.NullMarked;
