/** Linear as a plug-in. Learn first: {@link io.fusebox.strategy.linear.LinearProjection}. */
package io.fusebox.strategy.linear;
