/** Linear as a plug-in. Learn first: {@link io.fusebox.strategy.linear.LinearProjection}. */
@NullMarked
package io.fusebox.strategy.linear;

import org.jspecify.annotations.NullMarked;
