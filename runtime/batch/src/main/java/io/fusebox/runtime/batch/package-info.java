/**
 * Whole files of questions, answered row by row. Learn first: {@link
 * io.fusebox.runtime.batch.PredictionRun}.
 */
@NullMarked
package io.fusebox.runtime.batch;

import org.jspecify.annotations.NullMarked;
