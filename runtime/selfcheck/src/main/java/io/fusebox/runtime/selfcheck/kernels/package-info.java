/**
 * Asks the numerical library for results that plain Java computes itself. A wrong kernel raises no
 * error: on some processors a convolution gives garbage that looks like numbers. Learn first:
 * {@link io.fusebox.runtime.selfcheck.kernels.Kernel}.
 */
@NullMarked
package io.fusebox.runtime.selfcheck.kernels;

import org.jspecify.annotations.NullMarked;
