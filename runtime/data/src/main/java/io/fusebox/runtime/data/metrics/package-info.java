/** How good answers are. Learn first: {@link io.fusebox.runtime.data.metrics.Tally}. */
package io.fusebox.runtime.data.metrics;
