/** Mlp as a plug-in. Learn first: {@link io.fusebox.strategy.mlp.MlpProjection}. */
@NullMarked
package io.fusebox.strategy.mlp;

import org.jspecify.annotations.NullMarked;
