/**
 * Experiments: a grid of strategies, shots and seeds, run unattended, beside honest baselines.
 * Learn first: {@link io.fusebox.experiment.ExperimentSpec}, {@link io.fusebox.experiment.Grid}.
 */
package io.fusebox.experiment;
