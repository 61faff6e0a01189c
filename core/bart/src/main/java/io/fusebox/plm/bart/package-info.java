/**
 * BART (Lewis et al., 2019) as a frozen PLM, from a checkpoint in the Hugging Face layout. Learn
 * first: {@link io.fusebox.plm.bart.Bart}.
 */
package io.fusebox.plm.bart;
