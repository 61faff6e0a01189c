/**
 * Answering with a trained pipeline. Learn first: {@link
 * io.fusebox.runtime.engine.answer.Answerer}.
 */
package io.fusebox.runtime.engine.answer;
