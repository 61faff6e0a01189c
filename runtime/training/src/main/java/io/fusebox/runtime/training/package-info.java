/**
 * Training: gradients, the optimizer, runs that can be interrupted. Learn first: {@link
 * io.fusebox.runtime.training.Adam}.
 */
@NullMarked
package io.fusebox.runtime.training;

import org.jspecify.annotations.NullMarked;
