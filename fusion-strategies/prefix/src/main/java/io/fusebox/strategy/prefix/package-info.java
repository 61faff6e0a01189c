/** Prefix as a plug-in. Learn first: {@link io.fusebox.strategy.prefix.PrefixTuning}. */
package io.fusebox.strategy.prefix;
