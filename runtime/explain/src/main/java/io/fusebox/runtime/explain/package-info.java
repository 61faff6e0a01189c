/**
 * Explanations of answers, to be looked at. Learn first: {@link
 * io.fusebox.runtime.explain.Explainer}.
 */
@NullMarked
package io.fusebox.runtime.explain;

import org.jspecify.annotations.NullMarked;
