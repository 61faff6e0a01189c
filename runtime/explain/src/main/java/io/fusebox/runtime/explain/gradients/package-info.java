/**
 * Why the PLM said what it said: how much each position of its encoder's input added to an answer.
 * Learn first: {@link io.fusebox.runtime.explain.gradients.IntegratedGradients}.
 */
@NullMarked
package io.fusebox.runtime.explain.gradients;

import org.jspecify.annotations.NullMarked;
