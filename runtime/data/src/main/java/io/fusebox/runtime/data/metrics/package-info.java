/** How good answers are. Learn first: {@link io.fusebox.runtime.data.metrics.ScoreCounter}. */
package io.fusebox.runtime.data.metrics;
