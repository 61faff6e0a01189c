/** How good answers are. Learn first: {@link io.fusebox.runtime.data.metrics.ScoreCounter}. */
@NullMarked
package io.fusebox.runtime.data.metrics;

import org.jspecify.annotations.NullMarked;
