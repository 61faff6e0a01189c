/** How good answers are. Learn first: {@link io.fusebox.metrics.Tally}. */
package io.fusebox.metrics;
