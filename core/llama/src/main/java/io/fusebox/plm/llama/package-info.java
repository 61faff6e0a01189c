/** Llama as a plug-in. Learn first: {@link io.fusebox.plm.llama.Llama}. */
@NullMarked
package io.fusebox.plm.llama;

import org.jspecify.annotations.NullMarked;
