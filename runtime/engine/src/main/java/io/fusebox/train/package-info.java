/**
 * Training: gradients, the optimizer, runs that can be interrupted. Learn first: {@link
 * io.fusebox.train.Adam}.
 */
package io.fusebox.train;
