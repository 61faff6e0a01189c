/**
 * Training: gradients, the optimizer, runs that can be interrupted. Learn first: {@link
 * io.fusebox.runtime.training.Adam}.
 */
package io.fusebox.runtime.training;
