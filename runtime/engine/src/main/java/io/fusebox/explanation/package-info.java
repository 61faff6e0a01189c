/**
 * Explanations of answers, to be looked at. Learn first: {@link io.fusebox.explanation.Explainer}.
 */
package io.fusebox.explanation;
