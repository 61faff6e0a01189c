/**
 * Experiments: a grid of strategies, shots and seeds, run unattended, alongside honest baselines.
 * Learn first: {@link io.fusebox.runtime.experiments.ExperimentSpec}, {@link
 * io.fusebox.runtime.experiments.ExperimentGrid}.
 */
@NullMarked
package io.fusebox.runtime.experiments;

import org.jspecify.annotations.NullMarked;
