/**
 * From examples to the input of the PLM. Learn first: {@link
 * io.fusebox.runtime.engine.forward.Batches}.
 */
package io.fusebox.runtime.engine.forward;
