/** Answering with a trained pipeline. Learn first: {@link io.fusebox.answer.Answerer}. */
package io.fusebox.answer;
