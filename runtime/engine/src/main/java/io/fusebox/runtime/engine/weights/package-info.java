/**
 * Trained weights, as the host keeps them and as they last on disk. Learn first: {@link
 * io.fusebox.runtime.engine.weights.WeightValues}.
 */
package io.fusebox.runtime.engine.weights;
