/**
 * Why the PLM said what it said: how much each position of its encoder's input added to an answer.
 * Learn first: {@link io.fusebox.runtime.explain.gradients.IntegratedGradients}.
 */
package io.fusebox.runtime.explain.gradients;
