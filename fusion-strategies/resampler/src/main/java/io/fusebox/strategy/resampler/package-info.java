/**
 * Resampler as a plug-in. Learn first: {@link io.fusebox.strategy.resampler.PerceiverResampler}.
 */
package io.fusebox.strategy.resampler;
