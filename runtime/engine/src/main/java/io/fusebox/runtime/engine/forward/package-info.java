/**
 * From examples to the input of the PLM. Learn first: {@link
 * io.fusebox.runtime.engine.forward.BatchBuilder}.
 */
package io.fusebox.runtime.engine.forward;
