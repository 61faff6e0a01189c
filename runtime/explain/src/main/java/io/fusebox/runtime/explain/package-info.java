/**
 * Explanations of answers, to be looked at. Learn first: {@link
 * io.fusebox.runtime.explain.Explainer}.
 */
package io.fusebox.runtime.explain;
