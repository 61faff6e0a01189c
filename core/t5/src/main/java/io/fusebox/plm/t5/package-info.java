/**
 * T5 (Raffel et al., 2019), v1.0 and v1.1, as a frozen PLM, from a checkpoint in the Hugging Face
 * layout. Learn first: {@link io.fusebox.plm.t5.T5}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package io.fusebox.plm.t5;
