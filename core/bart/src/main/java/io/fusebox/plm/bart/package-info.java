/**
 * BART (Lewis et al., 2019) as a frozen PLM, from a checkpoint in the Hugging Face layout. Learn
 * first: {@link io.fusebox.plm.bart.Bart}.
 */
@NullMarked
package io.fusebox.plm.bart;

import org.jspecify.annotations.NullMarked;
