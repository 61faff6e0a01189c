/**
 * From examples to the input of the PLM. Learn first: {@link
 * io.fusebox.runtime.engine.forward.BatchBuilder}.
 */
@NullMarked
package io.fusebox.runtime.engine.forward;

import org.jspecify.annotations.NullMarked;
