/**
 * Trained weights, as the host keeps them and as they last on disk. Learn first: {@link
 * io.fusebox.weights.TrainedWeights}.
 */
package io.fusebox.weights;
