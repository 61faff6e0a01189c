/**
 * Answering with a trained pipeline. Learn first: {@link
 * io.fusebox.runtime.engine.answer.Answerer}.
 */
@NullMarked
package io.fusebox.runtime.engine.answer;

import org.jspecify.annotations.NullMarked;
