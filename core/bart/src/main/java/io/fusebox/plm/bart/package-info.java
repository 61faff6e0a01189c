/**
 * BART (Lewis et al., 2019) as a frozen PLM, from a checkpoint in the Hugging Face layout. Learn
 * first: {@link io.fusebox.plm.bart.Bart}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package io.fusebox.plm.bart;
