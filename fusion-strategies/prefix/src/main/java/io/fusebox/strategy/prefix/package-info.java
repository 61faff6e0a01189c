/** Prefix as a plug-in. Learn first: {@link io.fusebox.strategy.prefix.PrefixTuning}. */
@NullMarked
package io.fusebox.strategy.prefix;

import org.jspecify.annotations.NullMarked;
