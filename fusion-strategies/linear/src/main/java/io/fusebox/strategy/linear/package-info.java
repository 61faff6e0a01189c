/** Linear as a plug-in. Learn first: {@link io.fusebox.strategy.linear.Linear}. */
package io.fusebox.strategy.linear;
