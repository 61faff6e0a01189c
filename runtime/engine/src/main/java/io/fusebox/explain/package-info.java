/**
 * Why the PLM said what it said: how much each position of its encoder's input added to an answer.
 * Learn first: {@link io.fusebox.explain.IntegratedGradients}.
 */
package io.fusebox.explain;
