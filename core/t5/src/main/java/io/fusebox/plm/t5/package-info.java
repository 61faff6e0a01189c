/**
 * T5 (Raffel et al., 2019), v1.0 and v1.1, as a frozen PLM, from a checkpoint in the Hugging Face
 * layout. Learn first: {@link io.fusebox.plm.t5.T5}.
 */
@NullMarked
package io.fusebox.plm.t5;

import org.jspecify.annotations.NullMarked;
