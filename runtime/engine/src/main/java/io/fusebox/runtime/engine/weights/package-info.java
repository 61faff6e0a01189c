/**
 * Trained weights, as the host keeps them and as they last on disk. Learn first: {@link
 * io.fusebox.runtime.engine.weights.WeightValues}.
 */
@NullMarked
package io.fusebox.runtime.engine.weights;

import org.jspecify.annotations.NullMarked;
