/** Mlp as a plug-in. Learn first: {@link io.fusebox.strategy.mlp.MlpProjection}. */
package io.fusebox.strategy.mlp;
