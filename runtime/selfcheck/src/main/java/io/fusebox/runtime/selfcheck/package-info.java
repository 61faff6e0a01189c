/**
 * Whether this machine and its numerical library compute right, and what is done if not. Learn
 * first: {@link io.fusebox.runtime.selfcheck.KernelGuard}.
 */
@NullMarked
package io.fusebox.runtime.selfcheck;

import org.jspecify.annotations.NullMarked;
