/**
 * Resampler as a plug-in. Learn first: {@link io.fusebox.strategy.resampler.PerceiverResampler}.
 */
@NullMarked
package io.fusebox.strategy.resampler;

import org.jspecify.annotations.NullMarked;
